use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::record::{crumb, page_title};
use crate::ui::toast::use_toasts;
use chrono::NaiveDate;
use contract::customers::{Access, AccessField, NewAccess, RequestAccess};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use locale::accesses_ui as accesses;

const FIELDS: &str = "/fields";

/// Ask for leave to read files.
pub fn new() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    page_title(move || t(accesses::NEW)().to_owned());
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| navigate(&path, NavigateOptions { replace: true, ..Default::default() }));
    let form = Form::kept("customer-access/new".to_owned(), [(FIELDS, AccessField::Facts.word().to_owned())]);
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move { session.write::<RequestAccess>(&[], None, key, &body).await },
            move |sent: Access| {
                toasts.say(tell(accesses::SENT_SAID, &[("number", &sent.number)]));
                go.run(format!("/customer-accesses/{}", sent.id));
            },
        );
    };
    let cancel = move |()| {
        form.reset();
        go.run("/customer-accesses".to_owned());
    };
    view! {
        <div class="page narrow">
            {crumb("/customer-accesses", accesses::TITLE)}
            <header class="page-head"><h1>{t(accesses::NEW)}</h1><p class="lead-in">{t(accesses::NEW_HINT)}</p></header>
            <div class="sheet padded">
                <FormFrame form on_submit=submit>
                    <Field at="/customers" label=accesses::CUSTOMERS kind=Kind::Lines must=true hint=accesses::CUSTOMERS_HINT />
                    {parts(form)}
                    <Field at="/purpose" label=accesses::PURPOSE kind=Kind::Lines must=true hint=accesses::PURPOSE_HINT />
                    <Field at="/until" label=accesses::UNTIL kind=Kind::Date must=true hint=accesses::UNTIL_HINT />
                    <FormFoot save=accesses::SEND cancel=Callback::new(cancel) />
                </FormFrame>
            </div>
        </div>
    }
}

fn read(read: &Reader) -> NewAccess {
    let lines = read.text("/customers");
    let customers: Vec<String> = lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    NewAccess {
        customers: read.must("/customers", Some(customers).filter(|list| !list.is_empty()), Vec::new()),
        fields: read.must(FIELDS, Some(chosen(&read.text(FIELDS))).filter(|list| !list.is_empty()), Vec::new()),
        purpose: read.must("/purpose", read.given("/purpose"), String::new()),
        until: read.must("/until", read.value("/until"), NaiveDate::default()),
    }
}

/// The parts of the file that are ticked; the form keeps them as words with commas between.
fn chosen(text: &str) -> Vec<AccessField> {
    text.split(',').filter_map(|word| word.parse().ok()).collect()
}

fn toggled(text: &str, part: AccessField) -> String {
    let now = chosen(text);
    let ticked = |one: &&AccessField| if **one == part { !now.contains(&part) } else { now.contains(one) };
    AccessField::ALL.iter().filter(ticked).map(|one| one.word()).collect::<Vec<_>>().join(",")
}

fn parts(form: Form) -> impl IntoView {
    form.register(FIELDS);
    let boxes: Vec<_> = AccessField::ALL
        .iter()
        .map(|part| {
            let part = *part;
            view! {
                <label>
                    <input type="checkbox" prop:checked=move || chosen(&form.get(FIELDS)).contains(&part)
                        on:change=move |_| form.set(FIELDS, toggled(&form.get(FIELDS), part)) />
                    {word(part.text_path())}
                </label>
            }
        })
        .collect();
    view! {
        <div class="field">
            <span class="label" id="f-fields-label">{t(accesses::FIELDS)}<span class="must" aria-hidden="true">"*"</span></span>
            <div class="choices" role="group" aria-labelledby="f-fields-label">{boxes}</div>
            {move || form.problem(FIELDS).map(|text| view! { <p class="wrong">{text}</p> })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticking_twice_changes_nothing() {
        let once = toggled("facts", AccessField::Phone);
        assert_eq!(once, "facts,phone");
        assert_eq!(toggled(&once, AccessField::Phone), "facts");
        assert_eq!(toggled("", AccessField::Facts), "facts");
    }
}
