//! Acts on many customers at once (CRM-15).

mod bar;
mod list;
mod tags;

pub use bar::bar;
pub use list::list;
pub use tags::tags;

use crate::i18n::t;
use contract::customers::Bulk;
use leptos::prelude::*;

/// Refusals that are named one by one.
const NAMED: usize = 30;

/// What was left out, each with its reason.
fn refused(bulk: &Bulk) -> Option<AnyView> {
    let rows: Vec<_> = bulk
        .refused
        .iter()
        .take(NAMED)
        .map(|one| {
            let title = one.title.clone().unwrap_or_else(|| t(locale::bulk_ui::UNSEEN)().to_owned());
            view! { <li><div class="grow">{title}</div><small>{crate::i18n::word(one.reason.text_path())}</small></li> }
        })
        .collect();
    let n = bulk.refused.len();
    (n > 0).then(|| {
        view! {
            <p class="mt-3">{move || crate::i18n::tell(locale::bulk_ui::LEFT_OUT, &[("n", &n.to_string())])}</p>
            <ul class="rows">{rows}</ul>
        }
        .into_any()
    })
}

/// Tags as typed: commas of either kind and blanks part them.
fn typed_tags(text: &str) -> Vec<String> {
    text.split([',', '，', '、', ' ', '\u{3000}']).map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::typed_tags;

    #[test]
    fn tags_are_parted_by_commas_and_blanks() {
        assert_eq!(typed_tags(" 重点，老客户、展会 vip,,"), ["重点", "老客户", "展会", "vip"]);
    }
}
