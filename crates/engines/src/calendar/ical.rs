//! iCalendar (RFC 5545) for calendar programs: events only, lines ended by CRLF and folded at 75 octets, texts escaped.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// The longest line in octets, without its end.
const LINE: usize = 75;

/// One event of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The same for the same thing at every reading.
    pub uid: String,
    pub summary: String,
    pub when: When,
}

/// When an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// From a day to a last day, inclusive.
    Days(NaiveDate, NaiveDate),
    /// A due time; it takes no time itself.
    Moment(DateTime<Utc>),
}

/// A calendar with these events as text.
pub fn calendar(name: &str, now: DateTime<Utc>, events: &[Event]) -> String {
    let mut out = String::new();
    let stamp = moment(now);
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//Yunchou//Calendar//ZH");
    line(&mut out, "CALSCALE:GREGORIAN");
    line(&mut out, "METHOD:PUBLISH");
    line(&mut out, &format!("X-WR-CALNAME:{}", escaped(name)));
    line(&mut out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    for event in events {
        line(&mut out, "BEGIN:VEVENT");
        line(&mut out, &format!("UID:{}", escaped(&event.uid)));
        line(&mut out, &format!("DTSTAMP:{stamp}"));
        match event.when {
            When::Days(from, to) => {
                line(&mut out, &format!("DTSTART;VALUE=DATE:{}", from.format("%Y%m%d")));
                // The end of a day event is the day after it.
                let after = to.checked_add_signed(TimeDelta::days(1)).unwrap_or(to);
                line(&mut out, &format!("DTEND;VALUE=DATE:{}", after.format("%Y%m%d")));
            }
            When::Moment(at) => line(&mut out, &format!("DTSTART:{}", moment(at))),
        }
        line(&mut out, &format!("SUMMARY:{}", escaped(&event.summary)));
        line(&mut out, "TRANSP:TRANSPARENT");
        line(&mut out, "END:VEVENT");
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A text value: backslash, semicolon, comma and line break are escaped (section 3.3.11), other control characters left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes a content line; a longer one goes on in the next line after a blank (section 3.1), never within a character.
fn line(out: &mut String, text: &str) {
    let mut room = LINE;
    for c in text.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    fn event(summary: &str, when: When) -> Event {
        Event { uid: "campaign-1@yunchou".into(), summary: summary.into(), when }
    }

    /// As a calendar program reads it: unfolded lines.
    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn day_11_a_calendar_is_made_of_crlf_lines_and_has_what_the_standard_demands() {
        let days = When::Days("2026-11-28".parse().unwrap(), "2026-11-29".parse().unwrap());
        let text = calendar("运筹", at("2026-11-23T01:02:03Z"), &[event("双十二预热", days)]);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert!(text.split_terminator("\r\n").all(|line| !line.contains(['\r', '\n'])));
        let lines = unfolded(&text);
        for wanted in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "UID:campaign-1@yunchou",
            "DTSTAMP:20261123T010203Z",
            "DTSTART;VALUE=DATE:20261128",
            "DTEND;VALUE=DATE:20261130",
            "SUMMARY:双十二预热",
        ] {
            assert!(lines.iter().any(|line| line == wanted), "{wanted} in {lines:#?}");
        }
    }

    #[test]
    fn day_11_a_due_time_is_a_moment_in_utc() {
        let text = calendar("运筹", at("2026-11-23T01:02:03Z"), &[event("期限", When::Moment(at("2026-11-23T18:00:00+08:00")))]);
        assert!(unfolded(&text).contains(&"DTSTART:20261123T100000Z".to_owned()));
        assert!(!text.contains("DTEND"));
    }

    #[test]
    fn day_11_lines_are_folded_at_75_octets_between_characters() {
        let long = "营销活动方案审批与执行".repeat(12);
        let text = calendar("运筹", at("2026-11-23T01:02:03Z"), &[event(&long, When::Moment(at("2026-11-23T10:00:00Z")))]);
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(unfolded(&text).contains(&format!("SUMMARY:{long}")));
    }

    #[test]
    fn day_11_texts_are_escaped_so_that_nobody_writes_a_line_of_their_own() {
        let sly = "a,b;c\\d\r\nATTENDEE:mailto:x\u{7}";
        let text = calendar("运筹", at("2026-11-23T01:02:03Z"), &[event(sly, When::Moment(at("2026-11-23T10:00:00Z")))]);
        assert!(unfolded(&text).contains(&"SUMMARY:a\\,b\\;c\\\\d\\nATTENDEE:mailto:x".to_owned()));
        assert!(!unfolded(&text).iter().any(|line| line.starts_with("ATTENDEE")));
    }
}
