//! The post description: shown, printed, written (ORG-02).

use super::parts::{Ticks, find_posts, find_units};
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::act::act_button;
use crate::ui::badge::{Tone, tag};
use crate::ui::fields::{Field, FormFoot, Kind, Select};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::picker::{Picker, name_of};
use crate::ui::record::{crumb, fact, page_title, record_head, sheet, wide_fact};
use crate::ui::remote::{Remote, remote};
use crate::ui::save_file::save_file;
use crate::ui::text::{money_short, or_unset};
use crate::ui::toast::use_toasts;
use contract::people::Education;
use contract::posts::{
    ActOnPost, AddPost, Careers, EditPost, FILES, ListPosts, Post, PostAct, PostActKind, PostForm, Powers, Qualification, ShowPost,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_navigate, use_params_map};
use locale::{organisation as text, ui};
use std::rc::Rc;
use uuid::Uuid;

/// A post description; it prints on A4.
pub fn show() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let post = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowPost>(&[&id], &()).await }
    });
    page_title(move || post.with(|post| post.name.clone()).unwrap_or_else(|| t(text::POST)().to_owned()));
    view! { <div class="page">{crumb("/organisation", text::TITLE)} {post.view(move |data| draw(data, post))}</div> }
}

fn draw(post: &Post, remote: Remote<Post>) -> AnyView {
    let session = use_session();
    let (id, version) = (post.id, post.version);
    let acts: Vec<_> = post
        .actions
        .iter()
        .filter(|act| **act != PostActKind::Edit)
        .map(|act| {
            let act = *act;
            let send = Rc::new(move |key| {
                Box::pin(async move { session.write::<ActOnPost>(&[&id], Some(version), key, &PostAct { act }).await })
                    as std::pin::Pin<Box<dyn Future<Output = _>>>
            });
            act_button(
                act.text_path(),
                "quiet",
                if act == PostActKind::Close { Icon::Close } else { Icon::Undo },
                send,
                move |now: Post| remote.set(now),
            )
        })
        .collect();
    let edit = post
        .actions
        .contains(&PostActKind::Edit)
        .then(|| view! { <a class="button" href=format!("/posts/{id}/edit")>{icon(Icon::Edit)}{t(ui::EDIT)}</a> });
    let print = move |_| {
        let _shown = window().print();
    };
    let toasts = use_toasts();
    let name = format!("{} {}.pdf", post.code, post.name);
    let save = move |_| {
        let name = name.clone();
        spawn_local(async move {
            match session.download(FILES[0].2, &[&id], "").await {
                Ok(file) => save_file(file, &name),
                Err(error) => toasts.fail(&error),
            }
        });
    };
    let pdf = view! { <button type="button" class="button" on:click=save>{icon(Icon::Download)}{t(text::SAVE_PDF)}</button> };
    let actions =
        view! { {acts}{edit}{pdf}<button type="button" class="button" on:click=print>{icon(Icon::Sheet)}{t(text::PRINT)}</button> };
    let under = view! {
        <span class="number">{post.code.clone()}</span>
        <span>{post.unit.name.clone()}</span>
        <span class:late={post.actual > post.headcount}>{tell(text::HEADCOUNT_IS, &[("actual", &post.actual.to_string()), ("headcount", &post.headcount.to_string())])}</span>
        {post.closed_on.map(|_| tag(Tone::Calm, t(text::CLOSED)))}
    };
    let links = |posts: &[contract::units::OrgRef]| -> AnyView {
        posts
            .iter()
            .map(|post| view! { <a class="link" href=format!("/posts/{}", post.id)>{post.name.clone()}</a>" " })
            .collect::<Vec<_>>()
            .into_any()
    };
    let superior: Vec<_> = post.superior.clone().into_iter().collect();
    let holders: Vec<_> = post
        .holders
        .iter()
        .map(|holder| view! { <a class="link" href=format!("/people/{}", holder.id)>{holder.name.clone()}</a>" " })
        .collect();
    let place = view! {
        <dl class="facts">
            {fact(text::UNIT, post.unit.name.clone())}
            {fact(text::SUPERIOR_POST, links(&superior))}
            {fact(text::REPORTS, links(&post.reports))}
            {wide_fact(text::HOLDERS, holders)}
            {wide_fact(text::SUMMARY, or_unset(post.summary.clone()))}
        </dl>
    };
    let indicators: Vec<_> = post.indicators.iter().map(|one| one.label.clone()).collect();
    let duties = view! {
        <dl class="facts">
            {wide_fact(text::DUTIES, or_unset(post.duties.clone()))}
            {wide_fact(text::INDICATORS, view! { <a class="link" href="/kpi">{indicators.join("、")}</a> })}
            {wide_fact(text::RESPONSIBILITIES, or_unset(post.responsibilities.clone()))}
            {wide_fact(text::RELATIONS, or_unset(post.relations.clone()))}
        </dl>
    };
    let q = &post.qualification;
    let number = |n: Option<i64>| or_unset(n.map(|n| n.to_string()).unwrap_or_default());
    let qualification = view! {
        <dl class="facts">
            {fact(text::EDUCATION, q.education.map_or_else(|| or_unset(String::new()), |education| word(education.text_path()).into_any()))}
            {fact(text::YEARS, number(q.years))}
            {fact(text::AGE_FROM, number(q.age_from))}
            {wide_fact(text::CERTIFICATES, or_unset(q.certificates.clone()))}
            {wide_fact(text::KNOWLEDGE, or_unset(q.knowledge.clone()))}
            {wide_fact(text::ABILITIES, or_unset(q.abilities.clone()))}
        </dl>
    };
    let p = &post.powers;
    let powers = view! {
        <dl class="facts">
            {fact(text::DISCOUNT, or_unset(p.discount_percent.map(|n| format!("{n}%")).unwrap_or_default()))}
            {fact(text::EXPENSE_LIMIT, p.expense_limit.clone().map_or_else(|| or_unset(String::new()), |money| money_short(money).into_any()))}
            {fact(text::PRE_SIGNING, t(if p.pre_signing_review { ui::YES } else { ui::NO }))}
            {wide_fact(text::OTHER_POWERS, or_unset(p.other.clone()))}
        </dl>
    };
    let c = &post.careers;
    let careers = view! {
        <dl class="facts">
            {wide_fact(text::PROMOTION, or_unset(c.promotion.clone()))}
            {wide_fact(text::CHANGE, or_unset(c.transfer.clone()))}
            {wide_fact(text::DEMOTION, or_unset(c.demotion.clone()))}
            {wide_fact(text::DISMISSAL, or_unset(c.dismissal.clone()))}
        </dl>
    };
    view! {
        {record_head(post.name.clone(), under, actions)}
        <div class="grid gap-4">
            {sheet(text::PLACE, (), place)}
            {sheet(text::DUTIES, (), duties)}
            {sheet(text::QUALIFICATION, (), qualification)}
            {sheet(text::POWERS, (), powers)}
            {sheet(text::CAREERS, (), careers)}
        </div>
    }
    .into_any()
}

/// Add a post.
pub fn new() -> impl IntoView {
    page_title(move || t(text::NEW_POST)().to_owned());
    view! {
        <div class="page narrow">
            {crumb("/organisation", text::TITLE)}
            <header class="page-head"><h1>{t(text::NEW_POST)}</h1></header>
            {form_view(Form::kept("post/new".to_owned(), [("/headcount", "1".to_owned())]), None)}
        </div>
    }
}

/// Change a post description.
pub fn edit() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    page_title(move || t(text::EDIT_POST)().to_owned());
    let post = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowPost>(&[&id], &()).await }
    });
    view! {
        <div class="page narrow">
            {crumb("/organisation", text::TITLE)}
            {post.view(move |post| {
                let form = Form::kept(format!("post/{}/{}", post.id, post.version), texts(post));
                view! {
                    <header class="page-head"><h1>{t(text::EDIT_POST)}</h1><p class="lead-in">{post.name.clone()}</p></header>
                    {form_view(form, Some((post.id, post.version)))}
                }
                .into_any()
            })}
        </div>
    }
}

fn texts(post: &Post) -> Vec<(&'static str, String)> {
    let p = post.clone();
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let keys: Vec<String> = p.indicators.into_iter().map(|one| one.key).collect();
    vec![
        ("/code", p.code),
        ("/name", p.name),
        ("/unit_id", p.unit.id.to_string()),
        ("/unit_id#name", p.unit.name),
        ("/superior_id", p.superior.as_ref().map(|post| post.id.to_string()).unwrap_or_default()),
        ("/superior_id#name", p.superior.map(|post| post.name).unwrap_or_default()),
        ("/headcount", p.headcount.to_string()),
        ("/summary", p.summary),
        ("/duties", p.duties),
        ("/indicators", keys.join(" ")),
        ("/qualification/education", p.qualification.education.map(|e| e.word().to_owned()).unwrap_or_default()),
        ("/qualification/years", number(p.qualification.years)),
        ("/qualification/age_from", number(p.qualification.age_from)),
        ("/qualification/certificates", p.qualification.certificates),
        ("/qualification/knowledge", p.qualification.knowledge),
        ("/qualification/abilities", p.qualification.abilities),
        ("/powers/discount_percent", number(p.powers.discount_percent)),
        ("/powers/expense_limit", p.powers.expense_limit.map(|m| m.amount.normalize().to_string()).unwrap_or_default()),
        ("/powers/pre_signing_review", if p.powers.pre_signing_review { "yes" } else { "" }.to_owned()),
        ("/powers/other", p.powers.other),
        ("/responsibilities", p.responsibilities),
        ("/relations", p.relations),
        ("/careers/promotion", p.careers.promotion),
        ("/careers/transfer", p.careers.transfer),
        ("/careers/demotion", p.careers.demotion),
        ("/careers/dismissal", p.careers.dismissal),
    ]
}

fn read(read: &Reader) -> PostForm {
    PostForm {
        code: read.text("/code"),
        name: read.text("/name"),
        unit_id: read.must("/unit_id", read.value("/unit_id"), Uuid::nil()),
        superior_id: read.value("/superior_id"),
        headcount: read.must("/headcount", read.number("/headcount"), 0),
        summary: read.text("/summary"),
        duties: read.text("/duties"),
        indicators: read.text("/indicators").split_whitespace().map(str::to_owned).collect(),
        qualification: Qualification {
            education: read.value("/qualification/education"),
            years: read.number("/qualification/years"),
            age_from: read.number("/qualification/age_from"),
            certificates: read.text("/qualification/certificates"),
            knowledge: read.text("/qualification/knowledge"),
            abilities: read.text("/qualification/abilities"),
        },
        powers: Powers {
            discount_percent: read.number("/powers/discount_percent"),
            expense_limit: read.money("/powers/expense_limit"),
            pre_signing_review: read.text("/powers/pre_signing_review") == "yes",
            other: read.text("/powers/other"),
        },
        responsibilities: read.text("/responsibilities"),
        relations: read.text("/relations"),
        careers: Careers {
            promotion: read.text("/careers/promotion"),
            transfer: read.text("/careers/transfer"),
            demotion: read.text("/careers/demotion"),
            dismissal: read.text("/careers/dismissal"),
        },
    }
}

fn form_view(form: Form, seen: Option<(Uuid, i64)>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let back = navigate.clone();
    let known = remote(move || async move { session.get::<ListPosts>(&[], &()).await });
    let submit = move |()| {
        let navigate = navigate.clone();
        form.submit(
            read,
            move |body, key| async move {
                match seen {
                    Some((id, version)) => session.write::<EditPost>(&[&id], Some(version), key, &body).await,
                    None => session.write::<AddPost>(&[], None, key, &body).await,
                }
            },
            move |post: Post| {
                toasts.say(tell(text::POST_SAVED, &[("name", &post.name)]));
                navigate(&format!("/posts/{}", post.id), Default::default());
            },
        );
    };
    let start = |at| untrack(|| form.get(&name_of(at)));
    let (unit, superior) = (start("/unit_id"), start("/superior_id"));
    let indicators = move || {
        known.with(|posts| {
            let options = posts.indicators.iter().map(|one| (one.key.clone(), one.label.clone())).collect::<Vec<_>>();
            view! { <Ticks at="/indicators" label=text::INDICATORS options /> }
        })
    };
    let review = vec![("yes".to_owned(), t(text::PRE_SIGNING)().to_owned())];
    view! {
        <div class="sheet padded">
            <FormFrame form on_submit=submit>
                <div class="pair"><Field at="/code" label=text::CODE must=true /><Field at="/name" label=text::NAME must=true /></div>
                <div class="pair">
                    <Picker at="/unit_id" label=text::UNIT find=find_units(session) must=true chosen=unit />
                    <Picker at="/superior_id" label=text::SUPERIOR_POST find=find_posts(session) chosen=superior />
                </div>
                <Field at="/headcount" label=text::HEADCOUNT kind=Kind::Number must=true />
                <Field at="/summary" label=text::SUMMARY kind=Kind::Lines />
                <Field at="/duties" label=text::DUTIES kind=Kind::Lines />
                {indicators}
                <fieldset class="form"><legend>{t(text::QUALIFICATION)}</legend>
                    <Select at="/qualification/education" label=text::EDUCATION choices=crate::choices!(Education) none=ui::LEAVE_EMPTY />
                    <div class="pair">
                        <Field at="/qualification/years" label=text::YEARS kind=Kind::Number />
                        <Field at="/qualification/age_from" label=text::AGE_FROM kind=Kind::Number />
                    </div>
                    <Field at="/qualification/certificates" label=text::CERTIFICATES />
                    <Field at="/qualification/knowledge" label=text::KNOWLEDGE kind=Kind::Lines />
                    <Field at="/qualification/abilities" label=text::ABILITIES kind=Kind::Lines />
                </fieldset>
                <fieldset class="form"><legend>{t(text::POWERS)}</legend>
                    <div class="pair">
                        <Field at="/powers/discount_percent" label=text::DISCOUNT kind=Kind::Number />
                        <Field at="/powers/expense_limit" label=text::EXPENSE_LIMIT kind=Kind::Money />
                    </div>
                    <Ticks at="/powers/pre_signing_review" label=text::REVIEWS options=review />
                    <Field at="/powers/other" label=text::OTHER_POWERS kind=Kind::Lines />
                </fieldset>
                <Field at="/responsibilities" label=text::RESPONSIBILITIES kind=Kind::Lines />
                <Field at="/relations" label=text::RELATIONS kind=Kind::Lines />
                <fieldset class="form"><legend>{t(text::CAREERS)}</legend>
                    <Field at="/careers/promotion" label=text::PROMOTION kind=Kind::Lines />
                    <Field at="/careers/transfer" label=text::CHANGE kind=Kind::Lines />
                    <Field at="/careers/demotion" label=text::DEMOTION kind=Kind::Lines />
                    <Field at="/careers/dismissal" label=text::DISMISSAL kind=Kind::Lines />
                </fieldset>
                <FormFoot save=ui::SAVE cancel=Callback::new(move |()| back("/organisation", Default::default())) />
            </FormFrame>
        </div>
    }
    .into_any()
}
