//! The list of areas.

use engines::Areas;
use utoipa_actix_web::service_config::ServiceConfig;

/// Every area of the product.
pub fn all() -> Areas {
    Areas(vec![
        Box::new(organisation::Organisation),
        Box::new(customers::Customers),
        Box::new(campaigns::Campaigns),
        Box::new(complaints::Complaints),
        Box::new(workday::Workday),
        Box::new(kpi::Kpi),
        Box::new(crate::comments::Comments),
        Box::new(crate::connections::Connections),
    ])
}

/// Registers every handler of the API.
pub fn routes(config: &mut ServiceConfig) {
    engines::tasks::routes(config);
    engines::approvals::routes(config);
    engines::attachments::routes(config);
    engines::calendar::routes(config);
    crate::calendar::routes(config);
    crate::desk::routes(config);
    crate::webhooks::routes(config);
    crate::notifications::routes(config);
    for area in all().0 {
        area.routes(config);
    }
}

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn every_indicator_has_a_source() {
        let areas = all();
        let sources: Vec<&str> = areas.0.iter().flat_map(|a| a.facts()).chain(engines::approvals::facts()).map(|f| f.key).collect();
        for fact in kpi::schemes::forms().flat_map(|form| form.indicators).filter_map(|one| one.fact) {
            assert!(sources.contains(&fact.as_str()), "{fact}");
        }
    }
}
