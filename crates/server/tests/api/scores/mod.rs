//! KPI-01, KPI-02, KPI-09, KPI-11: formulas, what counts, what is worth a second look, how rules were kept, scores of very many records, parts of
//! months, transfers, distributions, and what holds whatever is written.

mod compliance;
mod distribution;
mod formulas;
mod many;
pub mod pro_rata;
mod transfers;
mod walk;
