use crate::i18n::{t, tell};
use crate::session::use_session;
use crate::ui::form::Form;
use crate::ui::problem::notice;
use contract::customers::{FindSimilar, SimilarCustomer, SimilarQuery};
use leptos::prelude::*;
use leptos::task::spawn_local;
use locale::{Key, customers_ui as customers};
use std::time::Duration;
use uuid::Uuid;

const PAUSE: Duration = Duration::from_millis(400);
/// Shorter names fit too many files to mean anything.
const LETTERS: usize = 2;

/// What is worth asking about: nothing, or the three entries that tell customers apart.
fn question(name: &str, phone: &str, credit_code: &str) -> Option<SimilarQuery> {
    let enough = name.trim().chars().count() >= LETTERS || phone.trim().len() >= 7 || credit_code.trim().len() == 18;
    enough.then(|| SimilarQuery {
        name: name.trim().to_owned(),
        phone: phone.trim().to_owned(),
        credit_code: credit_code.trim().to_owned(),
    })
}

/// Warns while typing that this customer may be on file, and whom to ask (CRM-09). `own`: the file that is being changed.
pub fn similar(form: Form, own: Option<Uuid>) -> AnyView {
    let session = use_session();
    let matches = RwSignal::new(Vec::<SimilarCustomer>::new());
    let asked = StoredValue::new(0u32);
    Effect::new(move |_| {
        let wanted = question(&form.get("/name"), &form.get("/phone"), &form.get("/credit_code"));
        let n = asked.get_value() + 1;
        asked.set_value(n);
        let Some(query) = wanted else {
            matches.set(Vec::new());
            return;
        };
        set_timeout(
            move || {
                if asked.try_get_value() != Some(n) {
                    return;
                }
                spawn_local(async move {
                    if let (Ok(found), Some(latest)) = (session.get::<FindSimilar>(&[], &query).await, asked.try_get_value())
                        && latest == n
                    {
                        matches.try_set(found.matches);
                    }
                });
            },
            PAUSE,
        );
    });
    let shown = move || {
        let found: Vec<_> = matches.get().into_iter().filter(|one| own.is_none() || one.customer_id != own).collect();
        (!found.is_empty()).then(|| {
            let lines: Vec<_> = found.into_iter().map(line).collect();
            notice("ochre", view! { <b class="font-medium">{t(customers::SIMILAR)}</b><ul>{lines}</ul> })
        })
    };
    view! { <div aria-live="polite">{shown}</div> }.into_any()
}

fn why(by: &str) -> Key {
    match by {
        "phone" => customers::SIMILAR_PHONE,
        "credit_code" => customers::SIMILAR_CREDIT_CODE,
        _ => customers::SIMILAR_NAME,
    }
}

fn line(one: SimilarCustomer) -> impl IntoView {
    let owner = one.owner.map(|owner| owner.name);
    let ask = move || match &owner {
        Some(name) => tell(customers::SIMILAR_ASK, &[("name", name)]),
        None => t(customers::SIMILAR_IN_POOL)().to_owned(),
    };
    let open = one
        .customer_id
        .map(|id| view! { " " <a class="link" href=format!("/customers/{id}") target="_blank">{t(customers::SIMILAR_OPEN)}</a> });
    view! { <li>{t(why(&one.by))}" · "{ask}{open}</li> }
}

#[cfg(test)]
mod tests {
    use super::question;

    #[test]
    fn one_letter_is_no_question() {
        assert!(question("上", "", "").is_none());
        assert!(question("上海", "", "").is_some());
        assert!(question("", "13816613186", "").is_some());
        assert!(question(" ", "138", "9131").is_none());
    }
}
