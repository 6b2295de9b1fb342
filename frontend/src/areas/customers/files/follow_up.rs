use crate::clock;
use crate::i18n::t;
use crate::session::use_session;
use crate::ui::fields::{Field, FormFoot, Kind, Pick};
use crate::ui::form::{Form, FormFrame, Reader};
use crate::ui::record::sheet;
use crate::ui::toast::use_toasts;
use chrono::{Datelike, Days, NaiveDate};
use contract::customers::{FollowUp, FollowUpWay, NewFollowUp, RecordFollowUp};
use leptos::prelude::*;
use locale::{Key, customers_ui as customers};
use uuid::Uuid;

/// The days offered for the next step; the one after the weekend stands for "next week".
fn offered(today: NaiveDate) -> [(Key, NaiveDate); 3] {
    let monday = Days::new(u64::from(7 - today.weekday().num_days_from_monday()));
    [
        (customers::IN_ONE_DAY, today + Days::new(1)),
        (customers::IN_THREE_DAYS, today + Days::new(3)),
        (customers::NEXT_WEEK, today + monday),
    ]
}

fn read(read: &Reader) -> NewFollowUp {
    NewFollowUp {
        way: read.must("/way", read.value("/way"), FollowUpWay::Phone),
        occurred_at: None,
        contact_id: None,
        content: read.text("/content"),
        next_step: read.text("/next_step"),
        next_on: read.value("/next_on"),
    }
}

/// Write down a conversation in three moves: what was said, when next, save (CRM-12).
pub fn follow_up(customer: Uuid, saved: Callback<()>) -> AnyView {
    let session = use_session();
    let toasts = use_toasts();
    let form = Form::kept(format!("follow-up/{customer}"), [("/way", FollowUpWay::Phone.word().to_owned())]);
    let submit = move |()| {
        form.submit(
            read,
            move |body, key| async move { session.write::<RecordFollowUp>(&[&customer], None, key, &body).await },
            move |_: FollowUp| {
                form.reset();
                toasts.say(t(customers::FOLLOW_UP_SAVED)());
                saved.run(());
            },
        );
    };
    let days: Vec<_> = offered(clock::today())
        .into_iter()
        .map(|(label, on)| {
            let text = on.to_string();
            let is_on = text.clone();
            view! {
                <label>
                    <input type="radio" name="next-day" prop:checked=move || form.get("/next_on") == is_on on:change=move |_| form.set("/next_on", text.clone()) />
                    {t(label)}
                </label>
            }
        })
        .collect();
    let body = view! {
        <FormFrame form on_submit=submit>
            <Pick at="/way" label=customers::WAY choices=crate::choices!(FollowUpWay) />
            <Field at="/content" label=customers::CONTENT kind=Kind::Lines must=true placeholder=customers::CONTENT_HINT />
            <div class="grid gap-2">
                <Field at="/next_on" label=customers::NEXT_ON kind=Kind::Date />
                <div class="choices" role="radiogroup" aria-label=t(customers::NEXT_ON)>{days}</div>
            </div>
            <Field at="/next_step" label=customers::NEXT_STEP />
            <FormFoot save=customers::SAVE_FOLLOW_UP />
        </FormFrame>
    };
    sheet(customers::FOLLOW_UP, (), body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_week_begins_on_monday() {
        let [_, _, (_, monday)] = offered("2026-11-22".parse().unwrap());
        assert_eq!(monday.to_string(), "2026-11-23");
        let [_, _, (_, monday)] = offered("2026-11-23".parse().unwrap());
        assert_eq!(monday.to_string(), "2026-11-30");
    }
}
