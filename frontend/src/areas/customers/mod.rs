//! Customer files, who has them, leave to read them, their imports.

mod accesses;
mod bulks;
mod files;
mod imports;
mod pool;
mod readings;

use crate::areas::needs;
use contract::permission::Permission;

crate::pages! {
    customers:
    Files => files::list,
    NewFile => || needs(Permission::CustomerCreate, files::new),
    File => files::show,
    EditFile => files::edit,
    History => files::history,
    Merge => || needs(Permission::CustomerReview, files::merge),
    Imports => imports::list,
    NewImport => || needs(Permission::CustomerImport, imports::new),
    Import => imports::show,
    Bulks => bulks::list,
    Pool => || needs(Permission::CustomerClaim, pool::list),
    PoolRules => || needs(Permission::CustomerPoolRules, pool::rules),
    Readings => || needs(Permission::CustomerReadings, readings::log),
    ReadingAlerts => || needs(Permission::CustomerReadings, readings::alerts),
    ReadingAlert => || needs(Permission::CustomerReadings, readings::alert),
    ReadingRules => || needs(Permission::CustomerReadings, readings::rules),
    Accesses => accesses::list,
    NewAccess => accesses::new,
    Access => accesses::show,
    GrantedFile => accesses::file,
}

/// The path of an operation that carries a file.
fn file_path(name: &str) -> &'static str {
    contract::customers::FILES.iter().find(|(known, ..)| *known == name).map_or("", |(_, _, path)| path)
}

#[cfg(test)]
mod tests {
    use super::file_path;

    #[test]
    fn operations_with_files_are_found_by_name() {
        for name in ["UploadImport", "DownloadImportProblems", "ExportCustomers", "ExportCustomersXlsx"] {
            assert!(file_path(name).starts_with("/customer"), "{name}");
        }
    }
}
