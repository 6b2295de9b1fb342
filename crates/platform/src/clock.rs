//! The time, replaceable in tests; cut to microseconds, which both databases keep.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Tells the time. A test moves it forward; production never does.
#[derive(Clone, Debug, Default)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// Now, to the microsecond.
    pub fn now(&self) -> DateTime<Utc> {
        let now = Utc::now() + TimeDelta::milliseconds(self.0.load(Ordering::Relaxed));
        now.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(now)
    }

    /// Sets the clock to a moment; for demo data.
    pub fn travel_to(&self, moment: DateTime<Utc>) {
        self.0.store((moment - Utc::now()).num_milliseconds(), Ordering::Relaxed);
    }

    /// Back to the real time.
    pub fn come_back(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    /// Moves the clock; for tests and demo data.
    pub fn shift(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_milliseconds(), Ordering::Relaxed);
    }
}
