use super::list::{Saving, material_form};
use crate::areas::platform::attachments::attachments;
use crate::format;
use crate::i18n::{t, tell, word};
use crate::session::{Session, use_session};
use crate::ui::badge::badge;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::{fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::text::{or_unset, subject_link};
use crate::ui::toast::use_toasts;
use contract::SubjectKind;
use contract::campaigns::materials::{ActOnMaterial, Material, MaterialAct, MaterialActKind, ShowMaterial};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use locale::{Key, campaigns_ui as campaigns, materials_ui as text, words};

/// A material with the pictures of its check.
pub fn material() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowMaterial>(&[&id], &()).await }
    });
    page_title(move || it.with(|it| it.name.clone()).unwrap_or_else(|| t(text::TITLE)().to_owned()));
    view! { <div class="page">{it.view(move |data| draw(data, it))}</div> }
}

fn draw(it: &Material, remote: Remote<Material>) -> AnyView {
    let session = use_session();
    let back = format!("/campaigns/{}/materials", it.campaign.id);
    let acts: Vec<_> = it.actions.iter().map(|act| acting(session, it, *act, remote)).collect();
    let open = RwSignal::new(false);
    let kept = StoredValue::new(it.clone());
    let saved = Callback::new(move |now| {
        open.set(false);
        remote.set(now);
    });
    let edit = it.editable.then(|| {
        view! {
            <button type="button" class="button" on:click=move |_| open.set(true)>{icon(Icon::Edit)}{t(locale::ui::EDIT)}</button>
            <Dialog open title=text::EDIT>{move || material_form(session, Saving::Edit(Box::new(kept.get_value())), saved, open)}</Dialog>
        }
    });
    let unit = it.unit.clone();
    let count = move |label: Key, n: i64| fact(label, format!("{} {unit}", format::number(n)));
    let body = view! {
        <dl class="facts">
            {count(text::NEEDED, it.needed)}
            {count(text::ORDERED, it.ordered)}
            {count(text::RECEIVED, it.received)}
            {count(text::USED, it.used)}
            {count(text::RETURNED, it.returned)}
            {count(text::LEFT, it.left)}
            {fact(text::SUPPLIER, or_unset(it.supplier.clone()))}
            {fact(text::UNIT_COST, it.unit_cost.to_string())}
            {fact(text::COST, it.cost.to_string())}
            {it.remark.clone().map(|remark| wide_fact(text::REMARK, remark))}
        </dl>
    };
    let under = view! { {badge(it.quality)} <span>{word(it.kind.text_path())}</span> {subject_link(&it.campaign)} };
    view! {
        <a class="crumb" href=back>{icon(Icon::Left)}{t(campaigns::PART_MATERIALS)}</a>
        {record_head(it.name.clone(), under, view! { {edit}{acts} })}
        <div class="grid gap-4">{sheet(text::STOCK, (), body)} {attachments(SubjectKind::CampaignMaterial, it.id)}</div>
    }
    .into_any()
}

fn acting(session: Session, it: &Material, act: MaterialActKind, remote: Remote<Material>) -> AnyView {
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    let (id, version) = (it.id, it.version);
    // What is most likely meant.
    let (title, usual) = match act {
        MaterialActKind::Order => (words::MATERIAL_ACT_ORDER, it.needed - it.ordered),
        MaterialActKind::Receive => (words::MATERIAL_ACT_RECEIVE, it.ordered - it.received),
        MaterialActKind::Check => (words::MATERIAL_ACT_CHECK, 0),
        MaterialActKind::Use => (words::MATERIAL_ACT_USE, it.left),
        MaterialActKind::Return => (words::MATERIAL_ACT_RETURN, it.left),
    };
    let checks = act == MaterialActKind::Check;
    let body = move || {
        let start = if usual > 0 { usual.to_string() } else { String::new() };
        let form = Form::new([("/quantity", start)]);
        let read = move |read: &Reader| MaterialAct {
            act,
            quantity: if checks { None } else { read.number("/quantity") },
            passed: if checks { read.given("/passed").map(|word| word == "passed") } else { None },
            remark: read.text("/remark"),
        };
        let submit = move |()| {
            form.submit(
                read,
                move |body, key| async move { session.write::<ActOnMaterial>(&[&id], Some(version), key, &body).await },
                move |now: Material| {
                    open.set(false);
                    toasts.say(tell(text::ACTED, &[("name", &now.name), ("left", &format::number(now.left))]));
                    remote.set(now);
                },
            );
        };
        let verdicts = vec![("passed", "words.material_quality_passed"), ("failed", "words.material_quality_failed")];
        let what = if checks {
            view! { <p class="text-ink-2">{t(text::PHOTO_HINT)}</p> <Pick at="/passed" label=text::QUALITY choices=verdicts must=true /> }
                .into_any()
        } else {
            view! { <Field at="/quantity" label=text::QUANTITY kind=Kind::Number must=true /> }.into_any()
        };
        view! {
            <FormFrame form on_submit=submit>
                {what}
                <Field at="/remark" label=text::REMARK kind=Kind::Lines />
                <FormFoot save=title cancel=Callback::new(move |()| open.set(false)) />
            </FormFrame>
        }
    };
    view! {
        <button type="button" class="button" on:click=move |_| open.set(true)>{t(title)}</button>
        <Dialog open title>{body()}</Dialog>
    }
    .into_any()
}
