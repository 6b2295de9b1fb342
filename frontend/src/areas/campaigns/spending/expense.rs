use crate::areas::platform::attachments::attachments;
use crate::i18n::{t, tell, word, word_now};
use crate::session::{Session, use_session};
use crate::ui::badge::badge;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::problem::notice;
use crate::ui::record::{fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{moment, or_unset, subject_link};
use crate::ui::toast::use_toasts;
use contract::SubjectKind;
use contract::campaigns::spending::{ActOnExpense, Expense, ExpenseAct, ExpenseActKind, ExpenseStatus, ShowExpense};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::{campaigns_ui as campaigns, spending_ui as text};

/// An expense with its receipts.
pub fn expense() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowExpense>(&[&id], &()).await }
    });
    page_title(move || it.with(|it| it.purpose.clone()).unwrap_or_else(|| t(text::EXPENSES)().to_owned()));
    view! { <div class="page">{it.view(move |data| draw(data, it))}</div> }
}

fn draw(it: &Expense, remote: Remote<Expense>) -> AnyView {
    let session = use_session();
    let back = format!("/campaigns/{}/budget", it.campaign.id);
    let acts: Vec<_> = it.actions.iter().filter_map(|act| acting(session, it, *act, remote)).collect();
    let waits = (it.status == ExpenseStatus::Waiting).then(|| {
        let link = it.approval_id.map(|id| view! { <a class="link" href=format!("/approvals/{id}")>{t(campaigns::SEE_APPROVAL)}</a> });
        notice("ochre", view! { {t(text::WAITS)}" "{link} })
    });
    let body = view! {
        <dl class="facts">
            {fact(text::COMMITTED, it.committed.to_string())}
            {fact(text::PAID, it.paid.as_ref().map_or_else(|| "—".to_owned(), ToString::to_string))}
            {fact(text::TOPIC, word(it.topic.text_path()))}
            {fact(text::SUPPLIER, or_unset(it.supplier.clone()))}
            {fact(text::PERSON, view! { {person(&it.person.name)}<small class="block">{moment(it.created_at)}</small> })}
            {it.paid_at.map(|at| fact(text::PAID_AT, moment(at)))}
            {it.remark.clone().map(|remark| wide_fact(text::REMARK, remark))}
        </dl>
    };
    view! {
        <a class="crumb" href=back>{icon(Icon::Left)}{t(campaigns::PART_BUDGET)}</a>
        {record_head(it.purpose.clone(), view! { {badge(it.status)} {subject_link(&it.campaign)} }, acts)}
        {waits}
        <div class="grid gap-4">{sheet(text::EXPENSE, (), body)} {attachments(SubjectKind::CampaignExpense, it.id)}</div>
    }
    .into_any()
}

fn acting(session: Session, it: &Expense, act: ExpenseActKind, remote: Remote<Expense>) -> Option<AnyView> {
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let (id, version, committed) = (it.id, it.version, it.committed.amount.normalize().to_string());
    let pays = act == ExpenseActKind::Pay;
    let (title, class, picture) = match act {
        ExpenseActKind::Pay => (locale::words::EXPENSE_ACT_PAY, "button primary", Icon::Check),
        ExpenseActKind::Release => (locale::words::EXPENSE_ACT_RELEASE, "button", Icon::Undo),
        // The approval engine's.
        ExpenseActKind::Approve | ExpenseActKind::Refuse => return None,
    };
    let body = move || {
        let form = Form::new([("/paid", committed.clone())]);
        let read =
            move |read: &Reader| ExpenseAct { act, paid: if pays { read.money("/paid") } else { None }, remark: read.text("/remark") };
        let submit = move |()| {
            form.submit(
                read,
                move |body, key| async move { session.write::<ActOnExpense>(&[&id], Some(version), key, &body).await },
                move |now: Expense| {
                    open.set(false);
                    toasts.say(tell(text::ACTED, &[("purpose", &now.purpose), ("status", word_now(now.status.text_path()))]));
                    remote.set(now);
                },
            );
        };
        let amount = pays.then(|| view! { <Field at="/paid" label=text::PAID kind=Kind::Money must=true hint=text::RECEIPT_HINT /> });
        view! {
            <FormFrame form on_submit=submit>
                {amount}
                <Field at="/remark" label=if pays { text::REMARK } else { text::WHY } kind=Kind::Lines must=!pays />
                <FormFoot save=title cancel=Callback::new(move |()| open.set(false)) />
            </FormFrame>
        }
    };
    let drawn = view! {
        <button type="button" class=class on:click=move |_| open.set(true)>{icon(picture)}{t(title)}</button>
        <Dialog open title>{body()}</Dialog>
    };
    Some(drawn.into_any())
}
