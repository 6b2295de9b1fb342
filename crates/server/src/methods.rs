//! Which methods a path has: for the `405` of a method that it has not.

use utoipa::openapi::OpenApi;

/// Every path of the API with its methods.
pub struct Methods(Vec<(String, String)>);

impl Methods {
    /// The paths of the document.
    pub fn new(document: &OpenApi) -> Self {
        let allowed = |path: &utoipa::openapi::PathItem| {
            let methods = [("GET, HEAD", path.get.is_some()), ("POST", path.post.is_some()), ("PUT", path.put.is_some())];
            let methods = methods.into_iter().chain([("DELETE", path.delete.is_some())]);
            methods.filter(|(_, has)| *has).map(|(word, _)| word).collect::<Vec<_>>().join(", ")
        };
        Self(document.paths.paths.iter().map(|(template, item)| (template.clone(), allowed(item))).collect())
    }

    /// As in `Allow`; of several paths that fit, the one with the fewest placeholders. `None`: there is no such path.
    pub fn of(&self, path: &str) -> Option<String> {
        let fitting = self.0.iter().filter(|(template, _)| fits(template, path));
        fitting.min_by_key(|(template, _)| template.matches('{').count()).map(|(_, allowed)| allowed.clone())
    }
}

fn fits(template: &str, path: &str) -> bool {
    let (mut a, mut b) = (template.split('/'), path.split('/'));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(t), Some(p)) if t == p || (t.starts_with('{') && !p.is_empty()) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_word_comes_before_a_placeholder() {
        let path = |template: &str, allowed: &str| (template.to_owned(), allowed.to_owned());
        let methods = Methods(vec![path("/a/{id}", "GET, HEAD, PUT"), path("/a/new", "GET, HEAD"), path("/a", "POST")]);
        assert_eq!(methods.of("/a/new").as_deref(), Some("GET, HEAD"));
        assert_eq!(methods.of("/a/7").as_deref(), Some("GET, HEAD, PUT"));
        assert_eq!(methods.of("/a/7/b"), None);
        assert_eq!(methods.of("/a/"), None);
    }
}
