//! The post description 岗位说明书 on paper (ORG-02): every field, with lines for the signatures of who holds the post and who leads it.

use contract::posts::Post;
use contract::values::Money;
use locale::{Key, Language, organisation as text, ui};
use prints::Document;

/// The description as PDF, with what is left blank as a dash.
pub(super) fn pdf(post: &Post, foot: &str, language: Language) -> Vec<u8> {
    let say = |key: Key| key.text(language).to_owned();
    let given = |text: &str| if text.trim().is_empty() { "—".to_owned() } else { text.trim().to_owned() };
    let number = |n: Option<i64>| n.map_or_else(|| "—".to_owned(), |n| n.to_string());
    let names = |names: Vec<String>| given(&names.join("、"));
    let mut page = Document::new(text::POST_DESCRIPTION.with(language, &[("name", &post.name)]), foot);
    page.facts(&[
        (say(text::CODE), post.code.clone()),
        (say(text::UNIT), post.unit.name.clone()),
        (say(text::SUPERIOR_POST), names(post.superior.iter().map(|one| one.name.clone()).collect())),
        (say(text::REPORTS), names(post.reports.iter().map(|one| one.name.clone()).collect())),
        (say(text::HEADCOUNT), post.headcount.to_string()),
        (say(text::HOLDERS), names(post.holders.iter().map(|one| one.name.clone()).collect())),
    ]);
    let part = |page: &mut Document, key: Key, body: &str| {
        page.heading(&say(key));
        page.paragraph(&given(body));
    };
    part(&mut page, text::SUMMARY, &post.summary);
    part(&mut page, text::DUTIES, &post.duties);
    part(&mut page, text::INDICATORS, &post.indicators.iter().map(|one| one.label.clone()).collect::<Vec<_>>().join("、"));
    let asked = &post.qualification;
    let education = asked.education.and_then(|one| locale::find(one.text_path())).map_or("", |key| key.text(language));
    page.heading(&say(text::QUALIFICATION));
    page.facts(&[
        (say(text::EDUCATION), given(education)),
        (say(text::YEARS), number(asked.years)),
        (say(text::AGE_FROM), number(asked.age_from)),
        (say(text::CERTIFICATES), given(&asked.certificates)),
        (say(text::KNOWLEDGE), given(&asked.knowledge)),
        (say(text::ABILITIES), given(&asked.abilities)),
    ]);
    let powers = &post.powers;
    page.heading(&say(text::POWERS));
    page.facts(&[
        (say(text::DISCOUNT), powers.discount_percent.map_or_else(|| "—".to_owned(), |percent| format!("{percent}%"))),
        (say(text::EXPENSE_LIMIT), powers.expense_limit.as_ref().map_or_else(|| "—".to_owned(), Money::to_string)),
        (say(text::PRE_SIGNING), say(if powers.pre_signing_review { ui::YES } else { ui::NO })),
        (say(text::OTHER_POWERS), given(&powers.other)),
    ]);
    part(&mut page, text::RESPONSIBILITIES, &post.responsibilities);
    part(&mut page, text::RELATIONS, &post.relations);
    let ways = &post.careers;
    page.heading(&say(text::CAREERS));
    page.facts(&[
        (say(text::PROMOTION), given(&ways.promotion)),
        (say(text::CHANGE), given(&ways.transfer)),
        (say(text::DEMOTION), given(&ways.demotion)),
        (say(text::DISMISSAL), given(&ways.dismissal)),
    ]);
    page.signatures(&[text::SIGNED_BY_HOLDER.text(language), text::SIGNED_BY_SUPERIOR.text(language)]);
    page.finish()
}
