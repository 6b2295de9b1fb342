//! Customer files: the file, its contacts, follow-ups and imports (CRM-01, 02, 03, 08, 11, 12, 14).

mod file;
mod follow_up;
mod import;

pub use file::*;
pub use follow_up::*;
pub use import::*;

use crate::page::{ListQuery, Page};
use crate::timeline::TimelineItem;

endpoints! {
    ListCustomers: GET "/customers" ? ListQuery, () => Page<CustomerRow>;
    CreateCustomer: POST "/customers", CustomerForm => Customer;
    ShowCustomer: GET "/customers/{id}", () => Customer;
    EditCustomer: PUT "/customers/{id}", CustomerForm => Customer;
    ReviewCustomer: POST "/customers/{id}/reviews", Review => Customer;
    RevealField: POST "/customers/{id}/reveals", Reveal => Revealed;
    /// Finds a customer's number and name for intake; shows nothing else of the file.
    LookUpCustomers: GET "/customers/look-up" ? crate::home::SearchQuery, () => crate::home::Hits;
    FindSimilar: GET "/customers/similar" ? SimilarQuery, () => Similar;
    AddContact: POST "/customers/{id}/contacts", ContactForm => Contact;
    EditContact: PUT "/contacts/{id}", ContactForm => Contact;
    RecordFollowUp: POST "/customers/{id}/follow-ups", NewFollowUp => FollowUp;
    ShowTimeline: GET "/customers/{id}/timeline" ? ListQuery, () => Page<TimelineItem>;
    ListImports: GET "/customer-imports" ? ListQuery, () => Page<Import>;
    ShowImport: GET "/customer-imports/{id}", () => Import;
    ListImportRows: GET "/customer-imports/{id}/rows" ? ListQuery, () => Page<ImportRow>;
    CorrectImportRow: PUT "/customer-imports/{id}/rows/{row}", RowCorrection => ImportRow;
    ActOnImport: POST "/customer-imports/{id}/transitions", ImportAct => Import;
}

/// Operations that carry files and are called without the typed client: name, method, path.
pub const FILES: &[(&str, &str, &str)] = &[
    ("UploadImport", "POST", "/customer-imports"),
    ("DownloadImportProblems", "GET", "/customer-imports/{id}/problems.xlsx"),
    ("ExportCustomers", "GET", "/customers/export.csv"),
];

resource! {
    Customer => "/customers/{id}",
    Contact => "/contacts/{id}",
    FollowUp => "/follow-ups/{id}",
    Import => "/customer-imports/{id}",
}
