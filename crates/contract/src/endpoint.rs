//! One declaration per operation: method, path and types. The SPA and the client call through it; a server test compares all of
//! them with the OpenAPI document.

use serde::{Serialize, de::DeserializeOwned};

/// An operation of the REST API; `PATH` is relative to `/api/v1`.
pub trait Endpoint {
    const METHOD: &'static str;
    const PATH: &'static str;
    /// `()` where the operation takes no query.
    type Query: Serialize;
    /// `()` where the operation takes no body.
    type Body: Serialize;
    /// `()` for `204 No Content`.
    type Reply: DeserializeOwned;
}

/// A record with an address and a version: its replies carry `Location` and `ETag`.
pub trait Resource {
    /// Relative to `/api/v1`.
    fn path(&self) -> String;
    /// For `ETag` and `If-Match`.
    fn version(&self) -> i64;
}

/// Declares the address of a record that has `id` and `version`.
#[macro_export]
macro_rules! resource {
    ($($name:ty => $path:literal),+ $(,)?) => {
        $(impl $crate::endpoint::Resource for $name {
            fn path(&self) -> String { $crate::endpoint::fill($path, &[&self.id]) }
            fn version(&self) -> i64 { self.version }
        })+
    };
}

/// Declares endpoints and `ALL`, the list of `(name, method, path)` of this module.
///
/// ```ignore
/// endpoints! { FileComplaint: POST "/complaints", NewComplaint => Complaint; }
/// ```
#[macro_export]
macro_rules! endpoints {
    ($($(#[$meta:meta])* $name:ident: $method:ident $path:literal $(? $query:ty)?, $body:ty => $reply:ty;)+) => {
        $(
            $(#[$meta])*
            pub struct $name;
            impl $crate::endpoint::Endpoint for $name {
                const METHOD: &'static str = stringify!($method);
                const PATH: &'static str = $path;
                type Query = endpoints!(@query $($query)?);
                type Body = $body;
                type Reply = $reply;
            }
        )+
        /// Every operation of this module: name, method, path.
        pub const ALL: &[(&str, &str, &str)] = &[$((stringify!($name), stringify!($method), $path)),+];
    };
    (@query) => { () };
    (@query $query:ty) => { $query };
}

/// Fills `{placeholders}` of a path in order.
///
/// Extra placeholders stay as they are, so that a forgotten argument shows in the URL.
pub fn fill(path: &str, arguments: &[&dyn std::fmt::Display]) -> String {
    let mut out = String::with_capacity(path.len() + 40);
    let mut rest = path;
    let mut next = arguments.iter();
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        out.push_str(before);
        match next.next() {
            Some(value) => out.push_str(&value.to_string()),
            None => out.push_str(&format!("{{{name}}}")),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn placeholders_are_filled_in_order() {
        assert_eq!(super::fill("/a/{id}/b/{n}", &[&"x", &2]), "/a/x/b/2");
        assert_eq!(super::fill("/a/{id}", &[]), "/a/{id}");
    }
}
