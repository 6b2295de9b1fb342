use super::lines::enter;
use super::slip::{Correcting, amount, whole};
use crate::areas::kpi::scores::month_name;
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::act::{SendAct, act_button};
use crate::ui::badge::{Tone, badge, tag};
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind};
use crate::ui::figures::{Station, along, steps};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::problem::notice;
use crate::ui::record::{crumb, page_title, record_head, sheet};
use crate::ui::remote::{Remote, remote};
use crate::ui::save_file::save_file;
use crate::ui::toast::use_toasts;
use contract::kpi::pay::{ActOnPayRun, ListPaySlips, PayAct, PayActKind, PayPartKind, PayRun, PaySlip, PaySlips, PayStatus, ShowPayRun};
use contract::permission::Permission;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_params_map;
use locale::pay_ui as text;
use rust_decimal::Decimal;
use std::rc::Rc;

/// The pay of a month.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let id = move || params.read().get("id").unwrap_or_default();
    let run = remote(move || {
        let id = id();
        async move { session.get::<ShowPayRun>(&[&id], &()).await }
    });
    let slips = remote(move || {
        let _follow = crate::i18n::language();
        let id = id();
        async move { session.get::<ListPaySlips>(&[&id], &()).await }
    });
    page_title(move || run.with(|run| format!("{} {}", t(text::TITLE)(), run.month)).unwrap_or_else(|| t(text::TITLE)().to_owned()));
    view! { <div class="page">{crumb("/pay-runs", text::TITLE)} {run.view(move |data| draw(data, run, slips))}</div> }
}

fn draw(it: &PayRun, run: Remote<PayRun>, slips: Remote<PaySlips>) -> AnyView {
    let session = use_session();
    let may = |act| it.actions.contains(&act);
    let again = Callback::new(move |()| {
        run.refetch();
        slips.refetch();
    });
    let acts: Vec<_> = [(PayActKind::Check, Icon::Check), (PayActKind::Approve, Icon::Check), (PayActKind::Lock, Icon::Check)]
        .into_iter()
        .filter(|(act, _)| may(*act))
        .map(|(act, picture)| act_now(it, act, picture, run, slips))
        .collect();
    let stations = along(PayStatus::ALL, it.status)
        .into_iter()
        .map(|(status, state)| Station { label: word(status.text_path()).into_any(), under: who(it, status), state })
        .collect();
    let reason = it.returned_reason.clone();
    let returned = (it.status == PayStatus::Draft && !reason.is_empty())
        .then(|| notice("cinnabar", move || tell(text::RETURNED, &[("reason", &reason)])));
    let exports = (it.status != PayStatus::Draft && session.may(Permission::PayExport)).then(|| export(it));
    let correcting = may(PayActKind::Enter).then_some(Correcting { run: it.id, done: again });
    let head = view! {
        {may(PayActKind::GiveBack).then(|| give_back(it, run, slips))}
        {exports}
        {correcting.map(|correcting| enter(it, correcting))}
        {acts}
    };
    let month = month_name(&it.month);
    view! {
        {record_head(it.month.clone(), view! { {badge(it.status)} <span>{month}</span> }, head)}
        {steps(stations)}
        {returned}
        {slips.view(move |data| table(data, correcting))}
    }
    .into_any()
}

/// Who stands behind a station.
fn who(it: &PayRun, status: PayStatus) -> Option<String> {
    let step = match status {
        PayStatus::Draft => return Some(it.opened_by.name.clone()),
        PayStatus::Checked => it.checked.as_ref(),
        PayStatus::Approved => it.approved.as_ref(),
        PayStatus::Locked => it.locked.as_ref(),
    };
    step.map(|step| step.person.name.clone())
}

fn act_now(it: &PayRun, act: PayActKind, picture: Icon, run: Remote<PayRun>, slips: Remote<PaySlips>) -> AnyView {
    let session = use_session();
    let (id, version) = (it.id, it.version);
    let send: SendAct<PayRun> = Rc::new(move |key| {
        let body = PayAct { act, reason: String::new() };
        Box::pin(async move { session.write::<ActOnPayRun>(&[&id], Some(version), key, &body).await })
    });
    act_button(act.text_path(), "primary", picture, send, move |now| {
        run.set(now);
        slips.refetch();
    })
}

fn give_back(it: &PayRun, run: Remote<PayRun>, slips: Remote<PaySlips>) -> AnyView {
    let (id, version) = (it.id, it.version);
    let open = RwSignal::new(false);
    let body = move || {
        let session = use_session();
        let form = Form::new([]);
        let submit = move |()| {
            form.submit(
                |read| PayAct { act: PayActKind::GiveBack, reason: read.text("/reason") },
                move |body, key| async move { session.write::<ActOnPayRun>(&[&id], Some(version), key, &body).await },
                move |now| {
                    open.set(false);
                    run.set(now);
                    slips.refetch();
                },
            );
        };
        view! {
            <FormFrame form on_submit=submit>
                <Field at="/reason" label=text::REASON kind=Kind::Lines must=true />
                <FormFoot save=text::GIVE_BACK cancel=Callback::new(move |()| open.set(false)) />
            </FormFrame>
        }
    };
    view! {
        <button type="button" class="button quiet" on:click=move |_| open.set(true)>{icon(Icon::Undo)}{t(text::GIVE_BACK)}</button>
        <Dialog open title=text::GIVE_BACK>{body}</Dialog>
    }
    .into_any()
}

fn export(it: &PayRun) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let id = it.id;
    let fetch = move |_| {
        spawn_local(async move {
            match session.download("/pay/runs/{id}/export.xlsx", &[&id], "").await {
                Ok(file) => save_file(file, "pay.xlsx"),
                Err(error) => toasts.fail(&error),
            }
        });
    };
    view! { <button type="button" class="button" on:click=fetch>{icon(Icon::Download)}{t(text::EXPORT)}</button> }.into_any()
}

/// The parts that have a column of their own; post and seniority pay stand with the basic pay.
const COLUMNS: [(&[PayPartKind], locale::Key); 5] = [
    (&[PayPartKind::Basic, PayPartKind::PostPay, PayPartKind::Seniority], text::FIXED),
    (&[PayPartKind::Performance], text::PERFORMANCE),
    (&[PayPartKind::Commission], text::COMMISSION),
    (&[PayPartKind::Deduction], text::DEDUCTION),
    (&[PayPartKind::Award, PayPartKind::Correction], text::OTHER),
];

fn table(slips: &PaySlips, correcting: Option<Correcting>) -> AnyView {
    let n = slips.without_terms.len();
    let names = slips.without_terms.iter().take(5).map(|one| one.name.clone()).collect::<Vec<_>>().join("、");
    let without = (n > 0).then(|| notice("ochre", move || tell(text::WITHOUT_TERMS, &[("n", &n.to_string()), ("names", &names)])));
    if slips.items.is_empty() {
        return view! { {without}<p class="quiet">{t(text::NO_SLIPS)}</p> }.into_any();
    }
    let rows: Vec<_> = slips.items.iter().map(|one| row(one, correcting)).collect();
    let heads: Vec<_> = COLUMNS.iter().map(|(_, label)| view! { <th scope="col">{t(*label)}</th> }).collect();
    let table = view! {
        <div class="table-wrap">
            <table class="ledger cards">
                <thead>
                    <tr>
                        <th scope="col">{t(text::PERSON)}</th>
                        <th scope="col">{t(text::RESULT)}</th>
                        {heads}
                        <th scope="col">{t(text::TOTAL)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    let total = amount(&slips.total);
    view! { {without}{sheet(text::SLIPS, move || tell(text::ALL, &[("total", &total)]), table)} }.into_any()
}

fn row(one: &PaySlip, correcting: Option<Correcting>) -> impl IntoView + use<> {
    let sum = |kinds: &[PayPartKind]| one.parts.iter().filter(|part| kinds.contains(&part.kind)).map(|part| part.amount.amount).sum();
    let columns: Vec<_> = COLUMNS
        .iter()
        .map(|(kinds, label)| {
            let sum: Decimal = sum(kinds);
            let told = (!sum.is_zero()).then(|| contract::Money { amount: sum, currency: "CNY".to_owned() }.to_string());
            view! { <td data-label=t(*label)>{told}</td> }
        })
        .collect();
    let grade = one.grade.map(|grade| tag(Tone::Jade, word(grade.text_path())));
    let result = match one.result {
        Some(result) => badge(result).into_any(),
        None if one.waits => tag(Tone::Ochre, t(text::WAITS)).into_any(),
        None => tag(Tone::Calm, t(text::NO_RESULT)).into_any(),
    };
    let coefficient = one.coefficient.normalize().to_string();
    let open = RwSignal::new(false);
    let slip = StoredValue::new(one.clone());
    view! {
        <tr>
            <td class="first">
                <button type="button" class="link" on:click=move |_| open.set(true)>{one.person.name.clone()}</button>
                " "<small class="text-ink-3">{one.post.clone()}</small>" "{grade}
                <Dialog open title=text::SLIP>{move || slip.with_value(|slip| whole(slip, correcting))}</Dialog>
            </td>
            <td data-label=t(text::RESULT)>{result}" "<small class="text-ink-3">"× "{coefficient}</small></td>
            {columns}
            <td class="corner"><b>{amount(&one.total)}</b></td>
        </tr>
    }
}
