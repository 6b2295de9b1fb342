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
        Box::new(kpi::Kpi),
    ])
}

/// Registers every handler of the API.
pub fn routes(config: &mut ServiceConfig) {
    engines::tasks::routes(config);
    engines::approvals::routes(config);
    crate::desk::routes(config);
    crate::webhooks::routes(config);
    crate::notifications::routes(config);
    for area in all().0 {
        area.routes(config);
    }
}
