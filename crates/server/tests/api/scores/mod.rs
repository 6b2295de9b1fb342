//! KPI-01, KPI-02, KPI-09, KPI-11: formulas, what counts, what is worth a second look, how rules were kept, and scores of very many records.

mod compliance;
mod formulas;
mod many;
