//! Customer files, their imports.

pub mod files;
pub mod imports;

/// The path of an operation that carries a file.
fn file_path(name: &str) -> &'static str {
    contract::customers::FILES.iter().find(|(known, ..)| *known == name).map_or("", |(_, _, path)| path)
}

#[cfg(test)]
mod tests {
    use super::file_path;

    #[test]
    fn operations_with_files_are_found_by_name() {
        for name in ["UploadImport", "DownloadImportProblems", "ExportCustomers"] {
            assert!(file_path(name).starts_with("/customer"), "{name}");
        }
    }
}
