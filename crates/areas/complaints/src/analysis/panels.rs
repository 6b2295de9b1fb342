//! Cases of a period by category, cause, product, department, person, region and month (CPL-10).

use super::material::Material;
use crate::cases::entity::complaint::Model;
use crate::figures::{named, percent};
use chrono::Datelike;
use contract::complaints::analysis::ComplaintAnalysis;
use contract::complaints::{ComplaintCategory, ComplaintStatus, Severity};
use contract::dashboard::{Panel, PanelShape, Slice};
use engines::Asking;
use engines::calendar::local_date;
use engines::panels::{Period, slice};
use engines::people::Names;
use locale::quality as text;
use platform::Reply;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

const PATH: &str = "/complaints";
/// As many slices of what people wrote or of whom they are; the rest is summed up.
const MOST: usize = 12;
/// A filter takes so many values.
const MOST_VALUES: usize = 100;

/// The whole analysis.
pub(super) async fn analysis(asking: &Asking<'_>, material: Material) -> Reply<ComplaintAnalysis> {
    let figures = material.figures(asking);
    let cases: Vec<&Model> = material.received.iter().filter(|case| case.status != ComplaintStatus::Withdrawn).collect();
    let when = format!("{}&filter[status]=ne:withdrawn", material.period.filter("received_at"));
    let words = |path: &'static str| locale::find(path).map_or("", |key| key.text(asking.language)).to_owned();
    let units = organisation::unit_names(asking.conn).await?;
    let people = cases.iter().flat_map(|case| case.investigator_id.into_iter().chain([case.agent_id]));
    let names = Names::load(asking.conn, people).await?;
    let cities = customers::cities(asking.conn, cases.iter().filter_map(|case| case.customer_id).collect()).await?;
    let draw = Drawing { cases: &cases, when: &when, other: text::OTHERS.text(asking.language) };
    let panels = vec![
        draw.panel("analysis_month", PanelShape::Line, months(&cases, &material.period, asking)),
        draw.by(
            "analysis_category",
            |case| case.category.word().to_owned(),
            |key| {
                let category: Option<ComplaintCategory> = key.parse().ok();
                (category.map(|one| words(one.text_path())).unwrap_or_default(), format!("filter[category]=eq:{key}"))
            },
        ),
        draw.by(
            "analysis_severity",
            |case| case.severity.word().to_owned(),
            |key| {
                let severity: Option<Severity> = key.parse().ok();
                (severity.map(|one| words(one.text_path())).unwrap_or_default(), format!("filter[severity]=eq:{key}"))
            },
        ),
        draw.by(
            "analysis_cause",
            |case| case.cause.clone().unwrap_or_default(),
            |key| match key {
                "" => (named(None, &units, asking.language), "filter[cause]=null:true".to_owned()),
                cause => (cause.to_owned(), format!("filter[cause]=eq:{}", percent(cause))),
            },
        ),
        draw.by(
            "analysis_product",
            |case| case.product.clone(),
            |key| match key {
                "" => (named(None, &units, asking.language), "filter[product]=eq:".to_owned()),
                product => (product.to_owned(), format!("filter[product]=eq:{}", percent(product))),
            },
        ),
        draw.by(
            "analysis_department",
            |case| case.responsible_unit_id.map(|id| id.to_string()).unwrap_or_default(),
            |key| match key.parse::<Uuid>() {
                Ok(unit) => (named(Some(unit), &units, asking.language), format!("filter[responsible_unit]=eq:{unit}")),
                Err(_) => (named(None, &units, asking.language), "filter[responsible_unit]=null:true".to_owned()),
            },
        ),
        draw.by(
            "analysis_investigator",
            |case| case.investigator_id.map(|id| id.to_string()).unwrap_or_default(),
            |key| match key.parse::<Uuid>() {
                Ok(id) => (names.of(id).name, format!("filter[investigator]=eq:{id}")),
                Err(_) => (text::UNASSIGNED.text(asking.language).to_owned(), "filter[investigator]=null:true".to_owned()),
            },
        ),
        draw.panel("analysis_region", PanelShape::Pareto, regions(&cases, &cities, &when, text::UNKNOWN.text(asking.language), draw.other)),
    ];
    Ok(ComplaintAnalysis { from: material.period.from, to: material.period.to, figures, panels, states: material.states })
}

/// What all panels of an analysis have in common.
struct Drawing<'a> {
    cases: &'a [&'a Model],
    when: &'a str,
    other: &'a str,
}

impl Drawing<'_> {
    fn panel(&self, key: &str, shape: PanelShape, slices: Vec<Slice>) -> Panel {
        Panel { key: key.to_owned(), shape, slices }
    }

    /// The largest groups by a key; what is left is summed up, and no list has just that.
    fn by(&self, key: &str, of: impl Fn(&Model) -> String, told: impl Fn(&str) -> (String, String)) -> Panel {
        let mut groups: BTreeMap<String, i64> = BTreeMap::new();
        for case in self.cases {
            *groups.entry(of(case)).or_default() += 1;
        }
        let mut groups: Vec<(String, i64)> = groups.into_iter().collect();
        groups.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let rest: i64 = groups.iter().skip(MOST).map(|(_, n)| n).sum();
        let mut slices: Vec<Slice> = groups
            .iter()
            .take(MOST)
            .map(|(key, n)| {
                let (label, filter) = told(key);
                slice(label, *n, PATH, &[filter, self.when.to_owned()])
            })
            .collect();
        if rest > 0 {
            slices.push(unlisted(self.other, rest));
        }
        self.panel(key, PanelShape::Pareto, slices)
    }
}

/// Received month by month; the first and the last one cut to the period.
fn months(cases: &[&Model], period: &Period, asking: &Asking<'_>) -> Vec<Slice> {
    let offset = asking.state.config.utc_offset_minutes;
    let mut slices = Vec::new();
    let mut from = period.from;
    while from <= period.to {
        let next = from.with_day(1).and_then(|first| first.checked_add_months(chrono::Months::new(1))).unwrap_or(period.to);
        let last = next.pred_opt().unwrap_or(from).min(period.to);
        let month = Period::of(from, last, offset);
        let n = cases.iter().filter(|case| (from..=last).contains(&local_date(case.received_at, offset))).count();
        let filters = [month.filter("received_at"), "filter[status]=ne:withdrawn".to_owned()];
        slices.push(slice(from.format("%Y-%m").to_string(), i64::try_from(n).unwrap_or(i64::MAX), PATH, &filters));
        if next <= from {
            break;
        }
        from = next;
    }
    slices
}

/// A figure that no list has just the records of.
fn unlisted(label: &str, value: i64) -> Slice {
    Slice { label: label.to_owned(), value, link: String::new() }
}

/// By the customer's city. A list finds them by their customers, of whom a filter takes a hundred; a larger group leads nowhere.
fn regions(cases: &[&Model], cities: &HashMap<Uuid, String>, when: &str, unknown: &str, other: &str) -> Vec<Slice> {
    let mut groups: BTreeMap<&str, (i64, BTreeSet<Uuid>)> = BTreeMap::new();
    for case in cases {
        // A case that nobody has said whose it is lies nowhere.
        let Some(customer) = case.customer_id else { continue };
        let (n, ids) = groups.entry(cities.get(&customer).map_or("", String::as_str)).or_default();
        *n += 1;
        ids.insert(customer);
    }
    let mut groups: Vec<(&str, (i64, BTreeSet<Uuid>))> = groups.into_iter().collect();
    groups.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(b.0)));
    let rest: i64 = groups.iter().skip(MOST).map(|(_, (n, _))| n).sum();
    let region = |(city, (n, ids)): &(&str, (i64, BTreeSet<Uuid>))| {
        let label = if city.is_empty() { unknown } else { city };
        if ids.len() > MOST_VALUES {
            return unlisted(label, *n);
        }
        let own = ids.iter().map(Uuid::to_string).collect::<Vec<_>>().join(",");
        slice(label, *n, PATH, &[format!("filter[customer]=in:{own}"), when.to_owned()])
    };
    groups.iter().take(MOST).map(region).chain((rest > 0).then(|| unlisted(other, rest))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::case_of_tests;

    /// Customers `1..=n`, one case each; customer 1 has two.
    fn cases(n: u128) -> Vec<Model> {
        let of = |customer| Model { customer_id: Some(Uuid::from_u128(customer)), ..case_of_tests(ComplaintStatus::Received) };
        (1..=n).chain([1]).map(of).collect()
    }

    #[test]
    fn a_city_leads_to_its_cases_as_far_as_a_filter_names_its_customers() {
        for (n, linked) in [(100, true), (101, false)] {
            let cases = cases(n);
            let slices = regions(&cases.iter().collect::<Vec<_>>(), &HashMap::new(), "when", "?", "rest");
            let told: Vec<_> = slices.iter().map(|one| (one.label.as_str(), one.value, !one.link.is_empty())).collect();
            assert_eq!(told, [("?", i64::try_from(n).unwrap() + 1, linked)]);
        }
    }

    #[test]
    fn smaller_cities_are_summed_up_and_lead_nowhere() {
        let cases = cases(14);
        let cities: HashMap<Uuid, String> = (1..=14).map(|n| (Uuid::from_u128(n), format!("{n:02}"))).collect();
        let slices = regions(&cases.iter().collect::<Vec<_>>(), &cities, "when", "?", "rest");
        let (first, last) = (slices.first().unwrap(), slices.last().unwrap());
        assert_eq!((slices.len(), first.label.as_str(), first.value), (13, "01", 2));
        assert_eq!((last.label.as_str(), last.value, last.link.as_str()), ("rest", 2, ""));
    }
}
