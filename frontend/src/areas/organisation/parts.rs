//! Parts that the pages of the organisation share.

pub use crate::areas::finders::units as find_units;
use crate::session::Session;
use crate::ui::form::Form;
use crate::ui::picker::{Finder, Found};
use contract::posts::ListPosts;
use leptos::prelude::*;
use locale::Key;
use std::rc::Rc;

/// Open posts by name, code or unit.
pub fn find_posts(session: Session) -> Finder {
    Rc::new(move |typed| {
        Box::pin(async move {
            let posts = session.get::<ListPosts>(&[], &()).await?;
            let open =
                posts.items.into_iter().filter(|post| post.closed_on.is_none() && fits(&typed, &[&post.code, &post.name, &post.unit.name]));
            let found = |post: contract::posts::PostRow| {
                let detail = format!("{} · {} · {}/{}", post.code, post.unit.name, post.actual, post.headcount);
                Found { id: post.id, name: post.name, detail }
            };
            Ok(open.map(found).collect())
        })
    })
}

fn fits(typed: &str, texts: &[&str]) -> bool {
    let typed = typed.trim().to_lowercase();
    typed.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&typed))
}

/// The words chosen at a pointer, which holds them with spaces between.
pub fn chosen(form: Form, at: &str) -> Vec<String> {
    form.get(at).split_whitespace().map(str::to_owned).collect()
}

/// Any number of these: word and label.
#[component]
pub fn Ticks(at: &'static str, label: Key, options: Vec<(String, String)>) -> impl IntoView {
    let form = expect_context::<Form>();
    form.register(at);
    let ticks: Vec<_> = options
        .into_iter()
        .map(|(word, text)| {
            let (own, other) = (word.clone(), word);
            let toggle = move |_| {
                let mut words = chosen(form, at);
                if words.contains(&other) { words.retain(|word| *word != other) } else { words.push(other.clone()) }
                form.set(at, words.join(" "));
            };
            view! { <label class="tick"><input type="checkbox" prop:checked=move || chosen(form, at).contains(&own) on:change=toggle />{text}</label> }
        })
        .collect();
    view! {
        <fieldset class="field">
            <legend class="label">{crate::i18n::t(label)}</legend>
            <div class="grid sm:grid-cols-2 gap-x-4">{ticks}</div>
            {move || form.problem(at).map(|text| view! { <p class="wrong">{text}</p> })}
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn units_and_posts_are_found_by_code_or_name() {
        assert!(fits("sc00", &["SC003", "销售代表"]));
        assert!(fits("代表", &["SC003", "销售代表"]));
        assert!(!fits("客服", &["SC003", "销售代表"]));
    }
}
