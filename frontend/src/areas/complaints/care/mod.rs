//! What customers see without an account (CPL-01, CPL-06): the form, their case by number and code, the survey.

mod case;
mod files;
mod form;
mod survey;

use crate::i18n::t;
use crate::shell::Brand;
use crate::shell::switches::{language_switch, theme_switch};
use crate::ui::form::Form;
use crate::ui::icon::{Icon, icon};
use crate::ui::pop::Pop;
use contract::complaints::Feedback;
use leptos::prelude::*;
use leptos_router::components::{Route, Routes};
use leptos_router::path;
use locale::{care_ui as text, shell};

/// Marks a customer gives, from worst to best.
const MARKS: [(&str, &str); 5] = [
    ("1", "complaints_ui.mark_1"),
    ("2", "complaints_ui.mark_2"),
    ("3", "complaints_ui.mark_3"),
    ("4", "complaints_ui.mark_4"),
    ("5", "complaints_ui.mark_5"),
];

/// True where an address is for customers: nobody signs in there.
pub fn is_public(path: &str) -> bool {
    path == "/care" || path.starts_with("/care/")
}

/// The pages for customers in a frame of their own.
#[component]
pub fn CarePages() -> impl IntoView {
    let open = RwSignal::new(false);
    let handle = view! {
        <button type="button" class="button quiet" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|o| *o = !*o)>
            {icon(Icon::Globe)}{t(shell::LANGUAGE)}
        </button>
    }
    .into_any();
    view! {
        <div class="care">
            <header class="care-head">
                <Brand />
                <Pop open side="down" handle>{language_switch()} {theme_switch()}</Pop>
            </header>
            <main id="main">
                <Routes fallback=crate::areas::not_found>
                    <Route path=path!("/care") view=form::show />
                    <Route path=path!("/care/case") view=case::show />
                    <Route path=path!("/care/survey") view=survey::show />
                    <Route path=path!("/care/stage/:token") view=crate::areas::complaints::surveys::answer />
                </Routes>
            </main>
            <footer class="care-foot">{t(text::PRIVACY)}</footer>
        </div>
    }
}

/// The mark and the words of a form.
fn feedback(read: &crate::ui::form::Reader) -> Feedback {
    let mark = read.must("/feedback/satisfaction", read.number("/feedback/satisfaction"), 1);
    Feedback { satisfaction: mark, words: read.text("/feedback/words") }
}

/// What a mark will bring about, said before it is sent.
fn consequence(form: Form) -> Option<&'static str> {
    let mark: i64 = form.get("/feedback/satisfaction").parse().ok()?;
    let key = if mark >= contract::complaints::SATISFIED_FROM { text::WILL_CLOSE } else { text::WILL_REOPEN };
    Some(t(key)())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_below_care_are_public() {
        assert!(is_public("/care") && is_public("/care/case"));
        assert!(!is_public("/careful") && !is_public("/complaints"));
    }
}
