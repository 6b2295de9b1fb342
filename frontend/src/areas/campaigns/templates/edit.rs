use crate::areas::campaigns::frame::{said, yes};
use crate::i18n::{t, tell, word};
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::icon::{Icon, icon};
use crate::ui::record::{crumb, page_title};
use crate::ui::remote::remote;
use crate::ui::toast::use_toasts;
use contract::campaigns::CampaignForm;
use contract::campaigns::preparation::{
    CampaignTemplate, CampaignTemplateForm, CreateCampaignTemplate, EditCampaignTemplate, PreparationTopic, ShowCampaignTemplate,
    TemplateLine,
};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use locale::{Key, preparation_ui as text};
use uuid::Uuid;

/// Begin a template.
pub fn new() -> impl IntoView {
    page_title(move || t(text::NEW_TEMPLATE)().to_owned());
    view! {
        <div class="page narrow">
            {crumb("/campaign-templates", text::TEMPLATES)}
            <header class="page-head"><h1>{t(text::NEW_TEMPLATE)}</h1></header>
            {form_view(None)}
        </div>
    }
}

/// Look at a template, or change it.
pub fn edit() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    let it = remote(move || {
        let id = params.read().get("id").unwrap_or_default();
        async move { session.get::<ShowCampaignTemplate>(&[&id], &()).await }
    });
    page_title(move || it.with(|it| it.name.clone()).unwrap_or_default());
    let draw =
        |it: &CampaignTemplate| view! { <header class="page-head"><h1>{it.name.clone()}</h1></header> {form_view(Some(it))} }.into_any();
    view! { <div class="page narrow">{crumb("/campaign-templates", text::TEMPLATES)} {it.view(draw)}</div> }
}

/// A line while it is edited; `key` tells lines apart when some are taken away.
#[derive(Clone)]
struct Line {
    key: Uuid,
    title: RwSignal<String>,
    topic: RwSignal<PreparationTopic>,
    days_before: RwSignal<String>,
    takes: RwSignal<String>,
    must: RwSignal<bool>,
    evidence: RwSignal<bool>,
    after: RwSignal<String>,
}

impl Line {
    fn of(line: &TemplateLine) -> Self {
        let after = line.after.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        Self {
            key: Uuid::now_v7(),
            title: RwSignal::new(line.title.clone()),
            topic: RwSignal::new(line.topic),
            days_before: RwSignal::new(line.days_before.to_string()),
            takes: RwSignal::new(line.takes.to_string()),
            must: RwSignal::new(line.must),
            evidence: RwSignal::new(line.evidence),
            after: RwSignal::new(after),
        }
    }

    fn blank() -> Self {
        let topic = PreparationTopic::Other;
        Self::of(&TemplateLine { title: String::new(), topic, days_before: 5, takes: 1, must: true, evidence: false, after: vec![] })
    }

    fn read(&self) -> TemplateLine {
        let number = |signal: RwSignal<String>| signal.get_untracked().trim().parse().unwrap_or(u32::MAX);
        TemplateLine {
            title: self.title.get_untracked(),
            topic: self.topic.get_untracked(),
            days_before: number(self.days_before),
            takes: number(self.takes),
            must: self.must.get_untracked(),
            evidence: self.evidence.get_untracked(),
            after: numbers(&self.after.get_untracked()),
        }
    }
}

/// `1，3` as people write it.
fn numbers(text: &str) -> Vec<u32> {
    text.split([',', '，', '、', ' ']).filter_map(|part| part.trim().parse().ok()).collect()
}

fn form_view(it: Option<&CampaignTemplate>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let editable = it.is_none_or(|it| it.editable);
    let seen = it.map(|it| (it.id, it.version));
    let form = Form::new(match it {
        Some(it) => vec![("/name", it.name.clone()), ("/form", it.form.word().to_owned()), ("/in_use", said(it.in_use))],
        None => vec![("/in_use", said(true))],
    });
    let lines = RwSignal::new(it.map_or_else(|| vec![Line::blank()], |it| it.lines.iter().map(Line::of).collect()));
    let submit = move |()| {
        let navigate = navigate.clone();
        let read = move |read: &Reader| CampaignTemplateForm {
            name: read.text("/name"),
            form: read.must("/form", read.value("/form"), CampaignForm::Exhibition),
            lines: lines.get_untracked().iter().map(Line::read).collect(),
            in_use: read.text("/in_use") == "yes",
        };
        form.submit(
            read,
            move |body, key| async move {
                match seen {
                    None => session.write::<CreateCampaignTemplate>(&[], None, key, &body).await,
                    Some((id, version)) => session.write::<EditCampaignTemplate>(&[&id], Some(version), key, &body).await,
                }
            },
            move |now: CampaignTemplate| {
                toasts.say(tell(text::TEMPLATE_SAVED, &[("name", &now.name)]));
                navigate("/campaign-templates", Default::default());
            },
        );
    };
    let drawn = move || lines.get().into_iter().enumerate().map(|(at, line)| line_view(form, at, &line, lines)).collect::<Vec<_>>();
    let add = move |_| lines.update(|lines| lines.push(Line::blank()));
    view! {
        <FormFrame form on_submit=submit>
            <div class="sheet padded">
                <Field at="/name" label=text::TEMPLATE_NAME must=true />
                <Pick at="/form" label=text::FORM choices=crate::choices!(CampaignForm) must=true />
                {yes(form, "/in_use", text::IN_USE)}
            </div>
            {drawn}
            {editable
                .then(|| view! {
                    <button type="button" class="button" on:click=add>{icon(Icon::Plus)}{t(text::ADD_LINE)}</button>
                    <FormFoot save=text::SAVE_TEMPLATE />
                })}
        </FormFrame>
    }
    .into_any()
}

fn line_view(form: Form, at: usize, line: &Line, lines: RwSignal<Vec<Line>>) -> AnyView {
    let (key, topic, number) = (line.key, line.topic, (at + 1).to_string());
    let input = |label: Key, value: RwSignal<String>, field: &'static str| {
        let id = format!("line-{key}-{field}");
        let pointer = format!("/lines/{at}/{field}");
        let invalid = pointer.clone();
        view! {
            <div class="field">
                <label for=id.clone()>{t(label)}</label>
                <input class="input" id=id type="text" autocomplete="off" aria-invalid=move || form.problem(&invalid).is_some().to_string()
                    prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event)) />
                {move || form.problem(&pointer).map(|problem| view! { <p class="wrong">{problem}</p> })}
            </div>
        }
    };
    let flag = |label: Key, value: RwSignal<bool>| {
        let turn = move |_| value.update(|on| *on = !*on);
        view! { <label class="tick"><input type="checkbox" prop:checked=move || value.get() on:change=turn />{t(label)}</label> }
    };
    let options: Vec<_> = PreparationTopic::ALL
        .iter()
        .map(|word_of| {
            let this = *word_of;
            view! { <option value=this.word() selected=move || topic.get() == this>{word(this.text_path())}</option> }
        })
        .collect();
    let choose = move |event: leptos::ev::Event| {
        if let Ok(chosen) = event_target_value(&event).parse() {
            topic.set(chosen);
        }
    };
    let id = format!("line-{key}-topic");
    view! {
        <fieldset class="sheet padded">
            <legend class="label">{move || tell(text::LINE, &[("n", &number)])}</legend>
            <div class="pair">
                {input(text::ITEM, line.title, "title")}
                <div class="field"><label for=id.clone()>{t(text::TOPIC)}</label><select class="input" id=id on:change=choose>{options}</select></div>
            </div>
            <div class="pair">
                {input(text::DAYS_BEFORE_HINT, line.days_before, "days_before")}
                {input(text::TAKES_DAYS, line.takes, "takes")}
                {input(text::AFTER_LINES, line.after, "after")}
            </div>
            {flag(text::MUST, line.must)}
            {flag(text::EVIDENCE, line.evidence)}
            <button type="button" class="button quiet small" on:click=move |_| lines.update(|lines| lines.retain(|one| one.key != key))>
                {icon(Icon::Close)}{t(text::REMOVE_LINE)}
            </button>
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(numbers("1，3、 4,5"), [1, 3, 4, 5]);
        assert!(numbers("无").is_empty());
    }
}
