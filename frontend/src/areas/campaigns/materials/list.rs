use crate::areas::campaigns::frame;
use crate::format;
use crate::i18n::{t, tell, word};
use crate::session::{Session, use_session};
use crate::ui::badge::badge;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::sheet;
use crate::ui::remote::remote;
use crate::ui::toast::use_toasts;
use contract::Money;
use contract::campaigns::Campaign;
use contract::campaigns::materials::{
    AddMaterial, EditMaterial, ListMaterials, Material, MaterialForm, MaterialKind, MaterialQuality, Materials,
};
use leptos::prelude::*;
use locale::{campaigns_ui as campaigns, materials_ui as text};
use uuid::Uuid;

/// The materials of a campaign.
pub fn list() -> impl IntoView {
    frame::part(campaigns::PART_MATERIALS, |campaign: &Campaign| {
        let session = use_session();
        let id = campaign.id;
        let all = remote(move || async move { session.get::<ListMaterials>(&[&id], &()).await });
        all.view(move |data| draw(session, data, id, Callback::new(move |_| all.refetch())))
    })
}

fn draw(session: Session, data: &Materials, id: Uuid, saved: Callback<Material>) -> AnyView {
    let open = RwSignal::new(false);
    let added = Callback::new(move |now| {
        open.set(false);
        saved.run(now);
    });
    let add = data.editable.then(|| {
        view! {
            <button type="button" class="button primary" on:click=move |_| open.set(true)>{icon(Icon::Plus)}{t(text::ADD)}</button>
            <Dialog open title=text::ADD>{move || material_form(session, Saving::New(id), added, open)}</Dialog>
        }
    });
    let body = if data.items.is_empty() {
        view! { <p class="prose text-ink-2">{t(text::EMPTY)}</p> }.into_any()
    } else {
        let rows: Vec<_> = data.items.iter().map(row).collect();
        let cost = data.cost.to_string();
        view! {
            <div class="ledger-wrap" tabindex="0">
                <table class="ledger">
                    <thead>
                        <tr>
                            <th>{t(text::NAME)}</th>
                            <th class="figures">{t(text::NEEDED)}</th>
                            <th class="figures">{t(text::ORDERED)}</th>
                            <th class="figures">{t(text::RECEIVED)}</th>
                            <th class="figures">{t(text::USED)}</th>
                            <th class="figures">{t(text::RETURNED)}</th>
                            <th class="figures">{t(text::LEFT)}</th>
                            <th>{t(text::QUALITY)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="text-ink-2 mt-3">{move || tell(text::COST_OF_ALL, &[("cost", &cost)])}</p>
        }
        .into_any()
    };
    sheet(text::TITLE, add, body)
}

fn row(one: &Material) -> AnyView {
    let short = one.ordered < one.needed;
    view! {
        <tr>
            <td class="first">
                <a class="link" href=format!("/campaign-materials/{}", one.id)>{one.name.clone()}</a>
                <small class="text-ink-3">{word(one.kind.text_path())}" · "{one.unit.clone()}</small>
            </td>
            <td class="figures">{format::number(one.needed)}</td>
            <td class="figures" class:late=short>{format::number(one.ordered)}</td>
            <td class="figures">{format::number(one.received)}</td>
            <td class="figures">{format::number(one.used)}</td>
            <td class="figures">{format::number(one.returned)}</td>
            <td class="figures"><b>{format::number(one.left)}</b></td>
            <td>{(one.received > 0 || one.quality != MaterialQuality::Unchecked).then(|| badge(one.quality))}</td>
        </tr>
    }
    .into_any()
}

/// What is saved.
#[derive(Clone)]
pub enum Saving {
    New(Uuid),
    Edit(Box<Material>),
}

/// The form of a material.
pub fn material_form(session: Session, saving: Saving, saved: Callback<Material>, open: RwSignal<bool>) -> AnyView {
    let toasts = use_toasts();
    let form = Form::new(match &saving {
        Saving::New(_) => vec![("/unit_cost", "0".to_owned())],
        Saving::Edit(it) => vec![
            ("/name", it.name.clone()),
            ("/kind", it.kind.word().to_owned()),
            ("/unit", it.unit.clone()),
            ("/needed", it.needed.to_string()),
            ("/supplier", it.supplier.clone()),
            ("/unit_cost", it.unit_cost.amount.normalize().to_string()),
        ],
    });
    let read = |read: &Reader| MaterialForm {
        name: read.text("/name"),
        kind: read.must("/kind", read.value("/kind"), MaterialKind::Other),
        unit: read.text("/unit"),
        needed: read.must("/needed", read.number("/needed"), 1),
        supplier: read.text("/supplier"),
        unit_cost: read.must("/unit_cost", read.money("/unit_cost"), Money::from_cents(0)),
    };
    let submit = move |()| {
        let saving = saving.clone();
        form.submit(
            read,
            move |body, key| async move {
                match saving {
                    Saving::New(campaign) => session.write::<AddMaterial>(&[&campaign], None, key, &body).await,
                    Saving::Edit(it) => session.write::<EditMaterial>(&[&it.id], Some(it.version), key, &body).await,
                }
            },
            move |now: Material| {
                toasts.say(tell(text::SAVED, &[("name", &now.name)]));
                saved.run(now);
            },
        );
    };
    view! {
        <FormFrame form on_submit=submit>
            <Field at="/name" label=text::NAME must=true placeholder=text::NAME_HINT />
            <Pick at="/kind" label=text::KIND choices=crate::choices!(MaterialKind) must=true />
            <div class="pair">
                <Field at="/needed" label=text::NEEDED kind=Kind::Number must=true />
                <Field at="/unit" label=text::UNIT must=true placeholder=text::UNIT_HINT />
            </div>
            <div class="pair">
                <Field at="/unit_cost" label=text::UNIT_COST kind=Kind::Money must=true />
                <Field at="/supplier" label=text::SUPPLIER />
            </div>
            <FormFoot save=text::SAVE cancel=Callback::new(move |()| open.set(false)) />
        </FormFrame>
    }
    .into_any()
}
