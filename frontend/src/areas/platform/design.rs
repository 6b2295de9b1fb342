//! Every part in its states: for those who build pages, and for the eye that judges them. See `docs/DESIGN.md`.
//!
//! The page shows parts, not a language: its own few words are not translated.

use crate::ui::badge::{Tone, badge, tag, tier};
use crate::ui::board::board;
use crate::ui::charts::chart;
use crate::ui::dialog::Dialog;
use crate::ui::fields::{Field, FormFoot, Kind, Pick, Select};
use crate::ui::figures::{Part, Station, along, bar, metric, ring, steps};
use crate::ui::form::{Form, FormFrame};
use crate::ui::icon::{Icon, icon};
use crate::ui::person::{avatar, person};
use crate::ui::problem::notice;
use crate::ui::record::{page_title, record_head};
use crate::ui::remote::{empty, skeleton};
use crate::ui::timeline::{Event, timeline};
use crate::ui::toast::use_toasts;
use contract::campaigns::CampaignStatus;
use contract::complaints::ComplaintStatus;
use contract::customers::{CustomerKind, FollowUpWay, ReviewStatus, Source, Tier};
use contract::dashboard::{Panel, PanelShape, Slice};
use contract::kpi::Grade;
use leptos::prelude::*;
use locale::{customers_ui as customers, ui};
use validator::Validate;

const SURFACES: [&str; 6] = ["paper", "sheet", "mist", "mist-deep", "line", "line-strong"];
const INKS: [&str; 3] = ["ink", "ink-2", "ink-3"];
const SIGNALS: [&str; 5] = ["jade", "bamboo", "ochre", "indigo", "cinnabar"];

/// The page.
pub fn show() -> impl IntoView {
    page_title(|| "Design".to_owned());
    view! {
        <div class="page grid gap-6">
            <header class="page-head"><h1>"墨玉 · Ink and Jade"</h1></header>
            {part("Colour", colours())}
            {part("Buttons", buttons())}
            {part("Words with a tone", words())}
            {part("Fields", fields())}
            {part("Figures", figures())}
            {part("Charts", charts())}
            {part("Ways", ways())}
            {part("People and records", people())}
            {part("Board", columns())}
            {part("Nothing, not yet, gone wrong", states())}
            {part("Icons", icons())}
        </div>
    }
}

fn part(title: &'static str, body: impl IntoView + 'static) -> AnyView {
    view! { <section class="sheet"><header><h2>{title}</h2></header><div class="body grid gap-4">{body}</div></section> }.into_any()
}

fn row(body: impl IntoView + 'static) -> AnyView {
    view! { <div class="flex flex-wrap items-center gap-3">{body}</div> }.into_any()
}

fn charts() -> impl IntoView {
    let drawn = |shape: PanelShape, slices: &[(&str, i64)]| {
        let slice = |(label, value): &(&str, i64)| Slice { label: (*label).to_owned(), value: *value, link: "#".to_owned() };
        chart(&Panel { key: String::new(), shape, slices: slices.iter().map(slice).collect() })
    };
    view! {
        <div class="panels">
            {drawn(PanelShape::Bars, &[("A 级", 12), ("B 级", 31), ("C 级", 8), ("D 级", 0)])}
            {drawn(PanelShape::Pareto, &[("质量", 9), ("交付", 5), ("服务", 2)])}
            {drawn(PanelShape::Funnel, &[("受理", 16), ("调查完", 11), ("方案批准", 7), ("结案", 4)])}
            {drawn(PanelShape::Line, &[("11-02", 4), ("11-09", 9), ("11-16", 6), ("11-23", 11)])}
        </div>
    }
}

fn colours() -> impl IntoView {
    let swatch = |name: &'static str| {
        view! {
            <figure class="grid gap-1 w-24">
                <span class="h-12 rounded-md border border-line" style:background=format!("var(--{name})")></span>
                <figcaption class="number">{name}</figcaption>
            </figure>
        }
    };
    view! {
        {row(SURFACES.map(swatch).collect_view())}
        {row(INKS.map(swatch).collect_view())}
        {row(SIGNALS.map(swatch).collect_view())}
        <p class="text-ink">"正文 ink：运筹帷幄之中，决胜千里之外。 0123456789 Yunchou"</p>
        <p class="text-ink-2">"次要 ink-2：运筹帷幄之中，决胜千里之外。 0123456789 Yunchou"</p>
        <p class="text-ink-3">"说明 ink-3：运筹帷幄之中，决胜千里之外。 0123456789 Yunchou"</p>
    }
}

fn buttons() -> impl IntoView {
    let toasts = use_toasts();
    let open = RwSignal::new(false);
    view! {
        {row(view! {
            <button type="button" class="button primary">"主要动作"</button>
            <button type="button" class="button">"次要动作"</button>
            <button type="button" class="button quiet">"安静动作"</button>
            <button type="button" class="button danger">"退回"</button>
            <button type="button" class="button primary" aria-busy="true">"正在保存"</button>
            <button type="button" class="button" disabled=true>"不可用"</button>
            <button type="button" class="button small">{icon(Icon::Plus)}"小号"</button>
            <button type="button" class="button quiet bare" aria-label="修改">{icon(Icon::Edit)}</button>
        })}
        {row(view! {
            <button type="button" class="button" on:click=move |_| open.set(true)>"打开对话框"</button>
            <button type="button" class="button" on:click=move |_| toasts.say("已保存")>"提示"</button>
            <button type="button" class="button" on:click=move |_| toasts.undoable("已移到回收站", Callback::new(move |()| toasts.say("已撤销")))>"可撤销的提示"</button>
            <button type="button" class="button" on:click=move |_| toasts.fail(&client::ClientError::Offline)>"失败提示"</button>
            <div class="segments" role="group" aria-label="视图"><button type="button" aria-pressed="true">"列表"</button><button type="button" aria-pressed="false">"看板"</button></div>
            <span class="chip on">"级别：A"</span>
            <span class="chip">"审核"{icon(Icon::Down)}</span>
            <kbd>"Ctrl K"</kbd>
        })}
        <Dialog open title=customers::CONTACT>{|| view! { <p>"对话框由浏览器的 dialog 元素承担：焦点进出、Esc 关闭都不用自己写。"</p> }}</Dialog>
    }
}

fn words() -> impl IntoView {
    view! {
        {row(ReviewStatus::ALL.iter().map(|word| badge(*word)).collect_view())}
        {row(ComplaintStatus::ALL.iter().map(|word| badge(*word)).collect_view())}
        {row(CampaignStatus::ALL.iter().map(|word| badge(*word)).collect_view())}
        {row(Grade::ALL.iter().map(|word| badge(*word)).collect_view())}
        {row(view! { {tag(Tone::Calm, "标签")} {Tier::ALL.iter().map(|one| tier(*one)).collect_view()} })}
        {notice("jade", "已恢复上次未保存的内容。")}
        {notice("indigo", "值得知道的事。")}
        {notice("ochre", "有 254 行需要更正。")}
        {notice("cinnabar", "连不上服务器，请检查网络后再试。")}
    }
}

/// What the sample form makes: never right, so that its problems can be seen.
#[derive(Validate)]
struct Sample {
    #[validate(custom(function = "contract::values::is_name"))]
    name: String,
}

fn fields() -> impl IntoView {
    let form = Form::new([
        ("/way", FollowUpWay::Visit.word().to_owned()),
        ("/need", "客户要解决什么问题".to_owned()),
        ("/employees", "很多".to_owned()),
    ]);
    let submit = move |()| {
        form.submit(
            |read| {
                let _shown = read.number("/employees");
                Sample { name: read.text("/name") }
            },
            |sample, _key| async move { Ok(sample.name) },
            |_: String| {},
        );
    };
    view! {
        <FormFrame form on_submit=submit>
            <div class="pair">
                <Field at="/name" label=customers::NAME must=true />
                <Field at="/credit_code" label=customers::CREDIT_CODE hint=customers::CREDIT_CODE_HINT />
            </div>
            <div class="pair">
                <Field at="/employees" label=customers::EMPLOYEES kind=Kind::Number />
                <Field at="/turnover" label=customers::TURNOVER kind=Kind::Money />
            </div>
            <div class="pair">
                <Select at="/source" label=customers::SOURCE choices=crate::choices!(Source) none=ui::LEAVE_EMPTY />
                <Field at="/next_on" label=customers::NEXT_ON kind=Kind::Date />
            </div>
            <Pick at="/way" label=customers::WAY choices=crate::choices!(FollowUpWay) />
            <Pick at="/kind" label=customers::KIND choices=crate::choices!(CustomerKind) />
            <Field at="/need" label=customers::NEED kind=Kind::Lines />
            <FormFoot save=ui::SAVE />
        </FormFrame>
    }
}

fn figures() -> impl IntoView {
    let parts = || {
        vec![
            Part { label: "跟进按时".into(), weight: 40.0, score: Some(95.0) },
            Part { label: "档案质量".into(), weight: 30.0, score: Some(72.0) },
            Part { label: "新增客户".into(), weight: 20.0, score: Some(41.0) },
            Part { label: "满意度".into(), weight: 10.0, score: None },
        ]
    };
    view! {
        <div class="metrics">
            {metric("我的客户", 128, "#".into(), false)}
            {metric("超期投诉", 3, "#".into(), true)}
            {metric("本周跟进", 0, "#".into(), false)}
        </div>
        {row(view! {
            {ring(Some(91.4), "91.4".into(), true)}
            {ring(Some(73.5), "73.5".into(), false)}
            {ring(Some(58.0), "58".into(), false)}
            {ring(None, "—".into(), false)}
            <div class="w-72">{bar(parts())}</div>
        })}
    }
}

fn ways() -> impl IntoView {
    const WAY: [ComplaintStatus; 5] = [
        ComplaintStatus::Received,
        ComplaintStatus::Investigating,
        ComplaintStatus::Executing,
        ComplaintStatus::AwaitingFeedback,
        ComplaintStatus::Closed,
    ];
    let way = |now| {
        let stations = along(&WAY, now);
        let stations =
            stations.into_iter().map(|(at, state)| Station { label: crate::i18n::word(at.text_path()).into_any(), under: None, state });
        steps(stations.collect())
    };
    let now = crate::clock::now();
    let event = |hours: i64, tone, title: &'static str, body: &str| Event {
        at: now - chrono::TimeDelta::hours(hours),
        tone,
        title: title.into_any(),
        body: body.to_owned(),
        who: Some("林晓".into()),
    };
    view! {
        {way(ComplaintStatus::Executing)}
        {way(ComplaintStatus::Closed)}
        {way(ComplaintStatus::Withdrawn)}
        {timeline(vec![
            event(2, Tone::Jade, "跟进 · 电话", "确认下周三现场勘测。"),
            event(20, Tone::Cinnabar, "投诉 · 交付延期", "产线停工待料。"),
            event(50, Tone::Calm, "变更 · 级别", "B → A"),
        ])}
    }
}

fn people() -> impl IntoView {
    view! {
        {row(["林晓", "欧阳文博", "王雪梅", "陈志远", "何静", "Amy Chen"].map(person).collect_view())}
        {row(["林晓", "欧阳文博"].map(|name| avatar(name, true)).collect_view())}
        {record_head(
            "上海启明自动化设备有限公司".into(),
            view! { <span class="number">"KH2026001180"</span>{tier(Tier::A)}{badge(ReviewStatus::Approved)}<span>"上海"</span> },
            view! { <button type="button" class="button">{icon(Icon::Edit)}"修改"</button> },
        )}
    }
}

fn columns() -> impl IntoView {
    let rows = [
        (CampaignStatus::Draft, "新能源行业线上研讨会"),
        (CampaignStatus::Running, "华东工业自动化展参展"),
        (CampaignStatus::Running, "样板工厂开放日"),
    ];
    let states = [CampaignStatus::Draft, CampaignStatus::Approving, CampaignStatus::Running];
    board(
        &states,
        &rows,
        |row| row.0,
        |row| {
            view! { <a class="card" href="#"><b>{row.1}</b><span class="line">{person("何静")}<span>"12月12日"</span></span></a> }
                .into_any()
        },
    )
}

fn states() -> impl IntoView {
    view! {
        {skeleton(4)}
        {empty(ui::NOTHING_FITS, ui::NOTHING_FITS_HINT, view! { <button type="button" class="button">"显示全部"</button> })}
    }
}

fn icons() -> impl IntoView {
    row(Icon::ALL
        .iter()
        .map(|(name, one)| view! { <figure class="grid justify-items-center gap-1 w-20">{icon(*one)}<figcaption class="number">{*name}</figcaption></figure> })
        .collect_view())
}
