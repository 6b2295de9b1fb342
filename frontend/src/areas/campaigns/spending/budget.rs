use crate::areas::campaigns::frame;
use crate::i18n::{t, tell, word};
use crate::session::{Session, use_session};
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind, Select};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::person;
use crate::ui::problem::notice;
use crate::ui::record::{fact, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::since;
use crate::ui::toast::use_toasts;
use contract::Money;
use contract::campaigns::Campaign;
use contract::campaigns::spending::{
    BudgetLine, BudgetLines, CampaignBudget, CommitExpense, Expense, ExpenseStatus, ExpenseTopic, LineBalance, NewExpense, SetBudgetLines,
    ShowCampaignBudget,
};
use leptos::prelude::*;
use locale::{campaigns_ui as campaigns, spending_ui as text};
use rust_decimal::prelude::ToPrimitive;
use uuid::Uuid;

/// The budget of a campaign as it stands.
pub fn budget() -> impl IntoView {
    frame::part(campaigns::PART_BUDGET, |campaign: &Campaign| {
        let session = use_session();
        let id = campaign.id;
        let budget = remote(move || async move { session.get::<ShowCampaignBudget>(&[&id], &()).await });
        budget.view(move |data| draw(data, budget))
    })
}

fn draw(data: &CampaignBudget, remote: Remote<CampaignBudget>) -> AnyView {
    let session = use_session();
    let lines = data.editable.then(|| splitting(session, data, remote));
    let commit = data.open.then(|| committing(session, data.id, remote));
    let closed = (!data.open && data.editable).then(|| notice("calm", t(text::NOT_OPEN)));
    let over = over(data).then(|| tag(Tone::Cinnabar, t(text::OVER)));
    let percent = data.overrun_percent.to_string();
    let facts = view! {
        <dl class="facts">
            {fact(text::BUDGET, data.budget.to_string())}
            {fact(text::COMMITTED, data.committed.to_string())}
            {fact(text::PAID, data.paid.to_string())}
            {fact(text::LEFT, view! { <b>{data.left.to_string()}</b>" "{over} })}
            {fact(text::WAITING, data.waiting.to_string())}
            {fact(text::LIMIT, view! { {data.limit.to_string()}<small class="block text-ink-3">{move || tell(text::LIMIT_HINT, &[("percent", &percent)])}</small> })}
        </dl>
        {bar(data)}
    };
    let rows: Vec<_> = data.lines.iter().map(line).collect();
    let by_line = (!rows.is_empty()).then(|| {
        let table = view! {
            <div class="ledger-wrap" tabindex="0">
                <table class="ledger">
                    <thead><tr><th>{t(text::TOPIC)}</th><th class="figures">{t(text::PLANNED)}</th><th class="figures">{t(text::COMMITTED)}</th><th class="figures">{t(text::PAID)}</th><th class="figures">{t(text::LEFT)}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        };
        sheet(text::LINES, (), table)
    });
    let expenses = if data.expenses.is_empty() {
        view! { <p class="prose text-ink-2">{t(text::NO_EXPENSES)}</p> }.into_any()
    } else {
        let rows: Vec<_> = data.expenses.iter().map(row).collect();
        view! {
            <div class="ledger-wrap" tabindex="0">
                <table class="ledger">
                    <thead><tr><th>{t(text::PURPOSE)}</th><th>{t(text::TOPIC)}</th><th>{t(text::PERSON)}</th><th class="figures">{t(text::COMMITTED)}</th><th class="figures">{t(text::PAID)}</th><th>{t(campaigns::STATUS)}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        {closed}
        <div class="grid gap-4">{sheet(text::BALANCE, lines, facts)} {by_line} {sheet(text::EXPENSES, commit, expenses)}</div>
    }
    .into_any()
}

fn over(data: &CampaignBudget) -> bool {
    data.left.amount.is_sign_negative() && !data.left.amount.is_zero()
}

/// Paid and committed against the budget, whose end is the mark.
fn bar(data: &CampaignBudget) -> AnyView {
    let yuan = |money: &Money| money.amount.to_f64().unwrap_or_default();
    let (budget, paid, committed) = (yuan(&data.budget), yuan(&data.paid), yuan(&data.committed));
    let whole = budget.max(paid + committed).max(1.0);
    let place = |value: f64| value / whole * 100.0;
    let tone = if over(data) { "got bad" } else { "got weak" };
    view! {
        <svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
            <rect class="slot" x="0" y="1" width="100" height="10" rx="1.200" />
            <rect class=tone x="0" y="1" width=place(paid + committed) height="10" rx="1.200" />
            <rect class="got" x="0" y="1" width=place(paid) height="10" rx="1.200" />
            <rect class="plan" x=(place(budget) - 0.6).max(0.0) y="0" width="0.600" height="12" />
        </svg>
    }
    .into_any()
}

fn line(one: &LineBalance) -> AnyView {
    let late = one.left.amount.is_sign_negative() && !one.left.amount.is_zero();
    view! {
        <tr>
            <td class="first">{word(one.topic.text_path())}</td>
            <td class="figures">{one.planned.to_string()}</td>
            <td class="figures">{one.committed.to_string()}</td>
            <td class="figures">{one.paid.to_string()}</td>
            <td class="figures" class:late=late>{one.left.to_string()}</td>
        </tr>
    }
    .into_any()
}

fn row(one: &Expense) -> AnyView {
    let paid = one.paid.as_ref().map_or_else(|| "—".to_owned(), ToString::to_string);
    let gone = matches!(one.status, ExpenseStatus::Released | ExpenseStatus::Refused);
    view! {
        <tr>
            <td class="first"><a class="link" href=format!("/campaign-expenses/{}", one.id)>{one.purpose.clone()}</a><small class="text-ink-3">{one.supplier.clone()}</small></td>
            <td>{word(one.topic.text_path())}</td>
            <td>{person(&one.person.name)}<small class="text-ink-3">{since(one.created_at)}</small></td>
            <td class="figures" class:quiet=gone>{one.committed.to_string()}</td>
            <td class="figures">{paid}</td>
            <td>{badge(one.status)}</td>
        </tr>
    }
    .into_any()
}

/// Commits money.
fn committing(session: Session, id: Uuid, remote: Remote<CampaignBudget>) -> AnyView {
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let body = move || {
        let form = Form::new([]);
        let read = |read: &Reader| NewExpense {
            topic: read.must("/topic", read.value("/topic"), ExpenseTopic::Other),
            purpose: read.text("/purpose"),
            supplier: read.text("/supplier"),
            amount: read.must("/amount", read.money("/amount"), Money::from_cents(1)),
        };
        let submit = move |()| {
            form.submit(
                read,
                move |body, key| async move { session.write::<CommitExpense>(&[&id], None, key, &body).await },
                move |now: Expense| {
                    open.set(false);
                    let said = if now.status == ExpenseStatus::Waiting { text::WAITS_SAID } else { text::COMMITTED_SAID };
                    toasts.say(tell(said, &[("purpose", &now.purpose)]));
                    remote.refetch();
                },
            );
        };
        view! {
            <FormFrame form on_submit=submit>
                <p class="text-ink-2">{t(text::COMMIT_HINT)}</p>
                <Field at="/purpose" label=text::PURPOSE must=true placeholder=text::PURPOSE_HINT />
                <Select at="/topic" label=text::TOPIC choices=crate::choices!(ExpenseTopic) must=true none=text::TOPIC />
                <Field at="/amount" label=text::AMOUNT kind=Kind::Money must=true />
                <Field at="/supplier" label=text::SUPPLIER />
                <FormFoot save=text::COMMIT cancel=Callback::new(move |()| open.set(false)) />
            </FormFrame>
        }
    };
    view! {
        <button type="button" class="button primary" on:click=move |_| open.set(true)>{icon(Icon::Plus)}{t(text::COMMIT)}</button>
        <Dialog open title=text::COMMIT>{body()}</Dialog>
    }
    .into_any()
}

fn at(topic: ExpenseTopic) -> &'static str {
    match topic {
        ExpenseTopic::Venue => "/venue",
        ExpenseTopic::Publicity => "/publicity",
        ExpenseTopic::Gifts => "/gifts",
        ExpenseTopic::Catering => "/catering",
        ExpenseTopic::Travel => "/travel",
        ExpenseTopic::Labour => "/labour",
        ExpenseTopic::Other => "/other",
    }
}

/// Splits the budget into lines.
fn splitting(session: Session, data: &CampaignBudget, remote: Remote<CampaignBudget>) -> AnyView {
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let (id, version, planned) = (data.id, data.version, data.lines.clone());
    let body = move || {
        let start = planned.iter().filter(|line| !line.planned.amount.is_zero());
        let form = Form::new(start.map(|line| (at(line.topic), line.planned.amount.normalize().to_string())));
        form.register("/lines");
        let read = |read: &Reader| {
            let line = |topic: &ExpenseTopic| Some(BudgetLine { topic: *topic, planned: read.money(at(*topic))? });
            BudgetLines { lines: ExpenseTopic::ALL.iter().filter_map(line).collect() }
        };
        let submit = move |()| {
            form.submit(
                read,
                move |body, key| async move { session.write::<SetBudgetLines>(&[&id], Some(version), key, &body).await },
                move |now: CampaignBudget| {
                    open.set(false);
                    toasts.say(t(text::LINES_SAID)());
                    remote.set(now);
                },
            );
        };
        view! {
            <FormFrame form on_submit=submit>
                {move || form.problem("/lines").map(|problem| view! { <p class="wrong">{problem}</p> })}
                <div class="pair">
                    <Field at="/venue" label=locale::words::EXPENSE_TOPIC_VENUE kind=Kind::Money />
                    <Field at="/publicity" label=locale::words::EXPENSE_TOPIC_PUBLICITY kind=Kind::Money />
                    <Field at="/gifts" label=locale::words::EXPENSE_TOPIC_GIFTS kind=Kind::Money />
                    <Field at="/catering" label=locale::words::EXPENSE_TOPIC_CATERING kind=Kind::Money />
                    <Field at="/travel" label=locale::words::EXPENSE_TOPIC_TRAVEL kind=Kind::Money />
                    <Field at="/labour" label=locale::words::EXPENSE_TOPIC_LABOUR kind=Kind::Money />
                    <Field at="/other" label=locale::words::EXPENSE_TOPIC_OTHER kind=Kind::Money />
                </div>
                <FormFoot save=text::SAVE_LINES cancel=Callback::new(move |()| open.set(false)) />
            </FormFrame>
        }
    };
    view! {
        <button type="button" class="button" on:click=move |_| open.set(true)>{icon(Icon::Edit)}{t(text::SPLIT)}</button>
        <Dialog open title=text::SPLIT>{body()}</Dialog>
    }
    .into_any()
}
