//! Customer files: the file, its contacts, follow-ups and imports (CRM-01, 02, 03, 08, 10, 11, 12, 14).

mod access;
mod bulk;
mod file;
mod follow_up;
mod import;
mod merge;
mod pool;
mod reading_alert;
mod version;

pub use access::*;
pub use bulk::*;
pub use file::*;
pub use follow_up::*;
pub use import::*;
pub use merge::*;
pub use pool::*;
pub use reading_alert::*;
pub use version::*;

use crate::page::{ListQuery, Page};
use crate::timeline::TimelineItem;

endpoints! {
    ListCustomers: GET "/customers" ? ListQuery, () => Page<CustomerRow>;
    CreateCustomer: POST "/customers", CustomerForm => Customer;
    ShowCustomer: GET "/customers/{id}", () => Customer;
    EditCustomer: PUT "/customers/{id}", CustomerForm => Customer;
    ReviewCustomer: POST "/customers/{id}/reviews", Review => Customer;
    /// Gives up one's own change of key fields before it is approved.
    WithdrawProposal: POST "/customers/{id}/withdrawals", () => Customer;
    ListCustomerHistory: GET "/customers/{id}/history" ? ListQuery, () => Page<HistoryEntry>;
    /// The file as it was at the end of a day.
    ShowPastCustomer: GET "/customers/{id}/past" ? PastQuery, () => Customer;
    PreviewMerge: GET "/customers/{id}/merge-preview" ? MergeQuery, () => MergePreview;
    MergeCustomer: POST "/customers/{id}/merges", NewMerge => Customer;
    ListCustomerMerges: GET "/customers/{id}/merges", () => Merges;
    UndoMerge: POST "/customer-merges/{id}/undoings", () => Customer;
    RevealField: POST "/customers/{id}/reveals", Reveal => Revealed;
    /// Finds a customer's number and name for intake; shows nothing else of the file.
    LookUpCustomers: GET "/customers/look-up" ? crate::home::SearchQuery, () => crate::home::Hits;
    FindSimilar: GET "/customers/similar" ? SimilarQuery, () => Similar;
    AddContact: POST "/customers/{id}/contacts", ContactForm => Contact;
    EditContact: PUT "/contacts/{id}", ContactForm => Contact;
    RecordFollowUp: POST "/customers/{id}/follow-ups", NewFollowUp => FollowUp;
    ShowTimeline: GET "/customers/{id}/timeline" ? ListQuery, () => Page<TimelineItem>;
    /// By which right the caller sees a file.
    ExplainVisible: GET "/customers/{id}/why", () => WhyVisible;
    ListFileReadings: GET "/customers/{id}/readings" ? ListQuery, () => Page<Reading>;
    ListReadings: GET "/customer-readings" ? ListQuery, () => Page<Reading>;
    /// Reading that was unusual, for who may read the log.
    ListReadingAlerts: GET "/customer-reading-alerts" ? ListQuery, () => Page<ReadingAlert>;
    ShowReadingAlert: GET "/customer-reading-alerts/{id}", () => ReadingAlert;
    ReviewReadingAlert: POST "/customer-reading-alerts/{id}/reviews", AlertReview => ReadingAlert;
    ShowReadingRules: GET "/customer-reading-rules", () => ReadingRules;
    EditReadingRules: PUT "/customer-reading-rules", ReadingRulesForm => ReadingRules;
    ListAccesses: GET "/customer-accesses" ? ListQuery, () => Page<Access>;
    RequestAccess: POST "/customer-accesses", NewAccess => Access;
    ShowAccess: GET "/customer-accesses/{id}", () => Access;
    ActOnAccess: POST "/customer-accesses/{id}/transitions", AccessAct => Access;
    ReadGrantedFile: GET "/customer-accesses/{id}/files/{customer}", () => GrantedFile;
    RevealGranted: POST "/customer-accesses/{id}/files/{customer}/reveals", Reveal => Revealed;
    ShowHolding: GET "/customers/{id}/holding", () => Holding;
    AssignCustomer: POST "/customers/{id}/assignments", NewAssignment => ();
    ReturnCustomer: POST "/customers/{id}/returns", NewReturn => ();
    ShareCustomer: POST "/customers/{id}/shares", NewShare => Holding;
    EndShare: DELETE "/customers/{id}/shares/{share}", () => ();
    ListPool: GET "/customer-pool" ? ListQuery, () => Page<PoolRow>;
    ClaimCustomer: POST "/customer-pool/{id}/claims", () => Customer;
    ShowPoolStanding: GET "/customer-pool/standing", () => PoolStanding;
    ShowPoolRules: GET "/customer-pool/rules", () => PoolRules;
    EditPoolRules: PUT "/customer-pool/rules", PoolRulesForm => PoolRules;
    /// Plans an act on many customers: the answer tells what it would touch.
    PlanBulk: POST "/customer-bulks", NewBulk => Bulk;
    ListBulks: GET "/customer-bulks", () => Bulks;
    ShowBulk: GET "/customer-bulks/{id}", () => Bulk;
    RunBulk: POST "/customer-bulks/{id}/runs", () => Bulk;
    UndoBulk: POST "/customer-bulks/{id}/undoings", () => Bulk;
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
    ("ExportCustomersXlsx", "GET", "/customers/export.xlsx"),
];

resource! {
    Customer => "/customers/{id}",
    Contact => "/contacts/{id}",
    FollowUp => "/follow-ups/{id}",
    Import => "/customer-imports/{id}",
    Access => "/customer-accesses/{id}",
    ReadingAlert => "/customer-reading-alerts/{id}",
    Bulk => "/customer-bulks/{id}",
}
