//! What a door keeps on its device: the list as it was last seen, and the check-ins that the server has not heard of yet. It survives a
//! lost connection and a reload; each check-in has an id of its own, so that sending it twice counts once.

use crate::device::{keep, kept};
use contract::campaigns::guests::{CheckIn, CheckedIn, Guest, GuestStatus};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// A guest as the door needs them: no number, only its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expected {
    pub id: Uuid,
    pub name: String,
    pub hint: String,
    pub code: String,
    pub came: bool,
}

impl Expected {
    /// Of a guest of the list.
    pub fn of(guest: &Guest) -> Self {
        Self {
            id: guest.id,
            name: guest.name.clone(),
            hint: guest.phone.as_ref().map(|phone| phone.hint.clone()).unwrap_or_default(),
            code: guest.code.clone(),
            came: matches!(guest.status, GuestStatus::Attended | GuestStatus::FollowedUp),
        }
    }

    /// Whether they fit what was typed or scanned: the whole code, the end of the number, a part of the name.
    pub fn fits(&self, typed: &str) -> bool {
        let typed = typed.trim();
        let tail = typed.len() >= 3 && typed.chars().all(|c| c.is_ascii_digit()) && self.hint.ends_with(typed);
        !typed.is_empty() && (self.code == typed || tail || self.name.contains(typed))
    }
}

/// What stands on the device for one campaign.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub guests: Vec<Expected>,
    pub unsent: Vec<CheckIn>,
}

impl Kept {
    /// As it was left; nothing the first time.
    pub fn load(campaign: Uuid) -> Self {
        kept(&name(campaign)).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    /// Keeps it on the device.
    pub fn save(&self, campaign: Uuid) {
        if let Ok(text) = serde_json::to_string(self) {
            keep(&name(campaign), &text);
        }
    }

    /// Notes that somebody is in; false where they were before.
    pub fn note(&mut self, note: CheckIn) -> bool {
        if let Some(id) = note.guest_id {
            let Some(guest) = self.guests.iter_mut().find(|guest| guest.id == id) else { return false };
            if std::mem::replace(&mut guest.came, true) {
                return false;
            }
        }
        self.unsent.push(note);
        true
    }

    /// A newly read list. Whoever is in by what this device knows stays in: the list may have been read before their check-in arrived.
    pub fn take(&mut self, mut guests: Vec<Expected>) {
        let mut came: HashMap<Uuid, Expected> = self.guests.drain(..).filter(|known| known.came).map(|known| (known.id, known)).collect();
        for guest in &mut guests {
            guest.came |= came.remove(&guest.id).is_some();
        }
        guests.extend(came.into_values());
        self.guests = guests;
    }

    /// These have arrived; who was on no list is now.
    pub fn arrived(&mut self, results: &[CheckedIn]) {
        for one in results {
            self.unsent.retain(|note| note.id != one.id);
            let Some(id) = one.guest_id else { continue };
            match self.guests.iter_mut().find(|guest| guest.id == id) {
                Some(guest) => guest.came = true,
                None => self.guests.push(Expected { id, name: one.name.clone(), hint: String::new(), code: String::new(), came: true }),
            }
        }
    }
}

fn name(campaign: Uuid) -> String {
    format!("check-in/{campaign}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guest(n: u128, name: &str, hint: &str) -> Expected {
        Expected { id: Uuid::from_u128(n), name: name.into(), hint: hint.into(), code: format!("c0de{n}"), came: false }
    }

    fn note(n: u128, guest: u128) -> CheckIn {
        let at = chrono::DateTime::UNIX_EPOCH;
        let guest_id = Some(Uuid::from_u128(guest));
        CheckIn { id: Uuid::from_u128(n), guest_id, code: String::new(), name: String::new(), phone: String::new(), at }
    }

    fn result(n: u128, guest: u128) -> CheckedIn {
        let outcome = contract::campaigns::guests::CheckInOutcome::CheckedIn;
        CheckedIn { id: Uuid::from_u128(n), outcome, guest_id: Some(Uuid::from_u128(guest)), name: "路过".into() }
    }

    #[test]
    fn somebody_is_found_by_code_by_the_end_of_their_number_and_by_name() {
        let wang = guest(1, "王建国", "138****3186");
        assert!(wang.fits("c0de1") && wang.fits("3186") && wang.fits(" 186 ") && wang.fits("建国"));
        assert!(!wang.fits("86") && !wang.fits("c0de") && !wang.fits("") && !wang.fits("李"));
    }

    #[test]
    fn nothing_is_noted_twice_and_nothing_is_lost_until_it_arrived() {
        let mut kept = Kept { guests: vec![guest(1, "王", ""), guest(2, "李", "")], unsent: Vec::new() };
        assert!(kept.note(note(10, 1)) && !kept.note(note(11, 1)) && kept.note(note(12, 2)));
        kept.arrived(&[result(10, 1)]);
        assert_eq!(kept.unsent.iter().map(|note| note.id).collect::<Vec<_>>(), [Uuid::from_u128(12)]);
        // A list from before knows nothing of all this.
        kept.take(vec![guest(1, "王", ""), guest(2, "李", ""), guest(3, "赵", "")]);
        assert_eq!(kept.guests.iter().map(|guest| guest.came).collect::<Vec<_>>(), [true, true, false]);
    }

    #[test]
    fn who_was_on_no_list_counts_once_arrived_and_is_in_the_next_list_once() {
        let mut kept = Kept { guests: vec![guest(1, "王", "")], unsent: Vec::new() };
        assert!(kept.note(CheckIn { guest_id: None, name: "路过".into(), ..note(10, 1) }));
        kept.arrived(&[result(10, 7)]);
        let came = |kept: &Kept| kept.guests.iter().map(|guest| (guest.id.as_u128(), guest.came)).collect::<Vec<_>>();
        assert_eq!(came(&kept), [(1, false), (7, true)]);
        kept.take(vec![guest(1, "王", "")]);
        assert_eq!(came(&kept), [(1, false), (7, true)]);
        kept.take(vec![guest(1, "王", ""), Expected { came: true, ..guest(7, "路过", "") }]);
        assert_eq!(came(&kept), [(1, false), (7, true)]);
    }
}
