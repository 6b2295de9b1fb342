use crate::error::{Error, Reply, Violation};
use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use serde::de::DeserializeOwned;
use std::future::{Ready, ready};
use std::ops::Deref;
use utoipa::IntoParams;

/// The query of an operation that is no list: every unknown, repeated or missing parameter is blamed by its own name.
/// The fields of `T` are texts; what they must look like is for the handler to say.
pub struct Query<T>(T);

impl<T> Query<T> {
    /// The value.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Query<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned + IntoParams> FromRequest for Query<T> {
    type Error = Error;
    type Future = Ready<Reply<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(request.query_string()).map(Self))
    }
}

fn parse<T: DeserializeOwned + IntoParams>(text: &str) -> Reply<T> {
    let pairs = web::Query::<Vec<(String, String)>>::from_query(text).map_err(|_| Error::Malformed)?.into_inner();
    let known = T::into_params(|| None);
    let mut bad = Vec::new();
    for (at, (name, _)) in pairs.iter().enumerate() {
        if !known.iter().any(|p| p.name == *name) {
            bad.push(Violation::new(format!("/{name}"), "parameter_unknown"));
        } else if pairs.iter().take(at).any(|(earlier, _)| earlier == name) {
            bad.push(Violation::new(format!("/{name}"), "parameter_repeated"));
        }
    }
    let missing = |name: &str| !pairs.iter().any(|(given, _)| given == name);
    let required = known.iter().filter(|p| p.required == utoipa::openapi::Required::True && missing(&p.name));
    bad.extend(required.map(|p| Violation::new(format!("/{}", p.name), "required")));
    if !bad.is_empty() {
        return Err(Error::Invalid(bad));
    }
    web::Query::<T>::from_query(text).map(web::Query::into_inner).map_err(|_| Error::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize, IntoParams)]
    #[into_params(parameter_in = Query)]
    struct Wanted {
        q: String,
        month: Option<String>,
    }

    fn bad(text: &str) -> Vec<(String, String)> {
        match parse::<Wanted>(text) {
            Err(Error::Invalid(list)) => list.into_iter().map(|v| (v.pointer, v.code)).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn each_parameter_is_blamed_by_its_own_name() {
        let found = bad("nothing=1&month=a&month=b");
        let named = |pointer: &str, code: &str| (pointer.to_owned(), code.to_owned());
        assert_eq!(found, [named("/nothing", "parameter_unknown"), named("/month", "parameter_repeated"), named("/q", "required")]);
    }

    #[test]
    fn what_fits_is_read() {
        let read = parse::<Wanted>("q=%E5%90%AF%E6%98%8E&month=2026-11").unwrap();
        assert_eq!((read.q.as_str(), read.month.as_deref()), ("启明", Some("2026-11")));
        assert!(parse::<Wanted>("q=a").unwrap().month.is_none());
    }
}
