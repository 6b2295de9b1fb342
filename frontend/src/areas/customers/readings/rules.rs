use crate::i18n::t;
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::record::{crumb, page_title};
use crate::ui::remote::{Remote, remote};
use crate::ui::toast::use_toasts;
use contract::customers::{EditReadingRules, ReadingRules, ReadingRulesForm, ShowReadingRules};
use leptos::prelude::*;
use locale::{readings_ui as text, ui};

/// From when on reading is unusual.
pub fn rules() -> impl IntoView {
    let session = use_session();
    let rules = remote(move || async move { session.get::<ShowReadingRules>(&[], &()).await });
    page_title(move || t(text::RULES)().to_owned());
    view! {
        <div class="page narrow">
            {crumb("/customer-reading-alerts", text::ALERTS)}
            <header class="page-head"><h1>{t(text::RULES)}</h1><p class="lead-in">{t(text::RULES_LEAD)}</p></header>
            {rules.view(move |now| form_view(now, rules))}
        </div>
    }
}

fn texts(rules: &ReadingRulesForm) -> [(&'static str, String); 6] {
    [
        ("/burst_files", rules.burst_files.to_string()),
        ("/burst_minutes", rules.burst_minutes.to_string()),
        ("/night_files", rules.night_files.to_string()),
        ("/night_from", rules.night_from.to_string()),
        ("/night_to", rules.night_to.to_string()),
        ("/leaving_files", rules.leaving_files.to_string()),
    ]
}

fn read(read: &Reader) -> ReadingRulesForm {
    let number = |at| read.must(at, read.number(at), 1);
    ReadingRulesForm {
        burst_files: number("/burst_files"),
        burst_minutes: number("/burst_minutes"),
        night_files: number("/night_files"),
        night_from: number("/night_from"),
        night_to: number("/night_to"),
        leaving_files: number("/leaving_files"),
    }
}

fn form_view(now: &ReadingRules, remote: Remote<ReadingRules>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let version = now.version;
    let form = Form::new(texts(&now.rules));
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move { session.write::<EditReadingRules>(&[], Some(version), key, &body).await },
            move |now: ReadingRules| {
                toasts.say(t(text::RULES_SAVED)());
                remote.set(now);
            },
        );
    };
    view! {
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                <div class="pair">
                    <Field at="/burst_files" label=text::BURST_FILES kind=Kind::Number must=true />
                    <Field at="/burst_minutes" label=text::BURST_MINUTES kind=Kind::Number must=true />
                </div>
                <Field at="/night_files" label=text::NIGHT_FILES kind=Kind::Number must=true />
                <div class="pair">
                    <Field at="/night_from" label=text::NIGHT_FROM kind=Kind::Number must=true hint=text::NIGHT_HINT />
                    <Field at="/night_to" label=text::NIGHT_TO kind=Kind::Number must=true />
                </div>
                <Field at="/leaving_files" label=text::LEAVING_FILES kind=Kind::Number must=true />
                <FormFoot save=ui::SAVE />
            </FormFrame>
        </div>
    }
    .into_any()
}
