//! A request to open who marked somebody.

use crate::areas::kpi::cycles::{given, period_name};
use crate::i18n::{t, word};
use crate::session::use_session;
use crate::ui::act::{SendAct, act_button};
use crate::ui::badge::badge;
use crate::ui::icon::Icon;
use crate::ui::problem::notice;
use crate::ui::record::{crumb, fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::moment;
use contract::kpi::marks::{ActOnUnsealing, OpenedMark, ShowUnsealing, Unsealing, UnsealingAct, UnsealingActKind, UnsealingStatus};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::review_ui as text;
use std::rc::Rc;

/// For the two who open it.
pub fn unsealing() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    page_title(move || t(text::UNSEALING)().to_owned());
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowUnsealing>(&[&id], &()).await }
    });
    view! { <div class="page narrow">{crumb("/kpi-cycles", locale::cycles_ui::TITLE)} {it.view(move |data| draw(data, it))}</div> }
}

fn draw(it: &Unsealing, remote: Remote<Unsealing>) -> AnyView {
    let button = |act: UnsealingActKind, class, picture| it.actions.contains(&act).then(|| button(it, act, class, picture, remote));
    let actions = view! { {button(UnsealingActKind::Refuse, "", Icon::Close)} {button(UnsealingActKind::Open, "primary", Icon::Check)} };
    let under = view! { {badge(it.status)} <span>{period_name(&it.period)}</span> };
    let waits = (it.status == UnsealingStatus::Asked && it.actions.is_empty()).then(|| notice("ochre", t(text::WAITS)));
    let decided = it.decided_by.as_ref().map(|by| fact(text::DECIDED_BY, by.name.clone()));
    let marks: Vec<_> = it.opened.iter().map(opened).collect();
    let marks = (!marks.is_empty())
        .then(|| sheet(text::RATERS, (), view! { {notice("ochre", t(text::OPENED_HINT))}<div class="grid gap-4 mt-3">{marks}</div> }));
    let body = view! {
        <dl class="facts">
            {fact(text::PERSON, it.person.name.clone())}
            {fact(text::ASKED_BY, it.asked_by.name.clone())}
            {fact(text::ASKED_AT, moment(it.asked_at))}
            {decided}
            {it.decided_at.map(|at| fact(text::DECIDED_AT, moment(at)))}
            {wide_fact(text::REASON, it.reason.clone())}
        </dl>
    };
    view! {
        {record_head(t(text::UNSEALING)().to_owned(), under, actions)}
        {waits}
        <div class="grid gap-4">{sheet(text::REQUEST, (), body)}{marks}</div>
    }
    .into_any()
}

fn opened(one: &OpenedMark) -> AnyView {
    let remark = (!one.remark.is_empty()).then(|| wide_fact(text::REMARK, one.remark.clone()));
    view! {
        <div>
            <h3 class="font-medium flex flex-wrap items-center gap-2">{one.by.name.clone()}<small class="text-ink-3">{word(one.rater.text_path())}</small></h3>
            <dl class="facts mt-2">{given(&[], &one.marks)}{remark}</dl>
        </div>
    }
    .into_any()
}

fn button(it: &Unsealing, act: UnsealingActKind, class: &'static str, picture: Icon, remote: Remote<Unsealing>) -> AnyView {
    let session = use_session();
    let (id, version) = (it.id, it.version);
    let send: SendAct<Unsealing> = Rc::new(move |key| {
        let body = UnsealingAct { act };
        Box::pin(async move { session.write::<ActOnUnsealing>(&[&id], Some(version), key, &body).await })
    });
    act_button(act.text_path(), class, picture, send, move |now: Unsealing| remote.set(now))
}
