//! Who is measured by what: the built-in schemes (KPI-01, KPI-03). A changed scheme gets the next version.

use contract::kpi::Grade;
use rust_decimal::Decimal;
use scoring::{Curve, Measure, whole};

/// Whose records count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The person's.
    Own,
    /// Those of everyone in the person's unit and the units below it.
    Team,
    /// Those of the whole company.
    Everyone,
}

/// What is measured and how it becomes points.
#[derive(Debug)]
pub struct Indicator {
    /// Stable; its texts are `kpi.indicator_<key>` and `kpi.definition_<key>` with `_` for `.`.
    pub key: &'static str,
    /// The [`engines::FactDef`] it is worked out from.
    pub fact: &'static str,
    pub measure: Measure,
    pub curve: Curve,
    pub whose: Whose,
}

/// An indicator's share of a scheme.
#[derive(Debug)]
pub struct Share {
    pub indicator: Indicator,
    /// Of 100.
    pub weight: Decimal,
}

/// The scheme of a post.
#[derive(Debug)]
pub struct Scheme {
    /// The role whose holders it measures; its name is `kpi.scheme_<role>`.
    pub role: &'static str,
    pub version: i64,
    pub shares: &'static [Share],
}

/// All of it is 100 points, half of it 50.
const IN_FULL: Curve = Curve::up_to(Decimal::ONE_HUNDRED);
/// More than planned counts too, up to 120 %.
const AGAINST_PLAN: Curve = Curve::Linear { floor: Decimal::ZERO, target: Decimal::ONE_HUNDRED, ceiling: whole(120) };

/// KPI-07: the grades from their lowest score on; below all of them: unqualified.
pub const GRADES: &[(Decimal, Grade)] = &[(whole(90), Grade::Excellent), (whole(80), Grade::Good), (whole(60), Grade::Qualified)];

/// Every scheme; who holds several roles is measured by the first.
pub const SCHEMES: &[Scheme] = &[
    Scheme {
        role: "marketing_director",
        version: 1,
        shares: &[
            ratio("approval.decided_on_time", "approval.decided_on_time", Whose::Own, 60),
            ratio("campaign.summary_on_time_everyone", "campaign.summary_on_time", Whose::Everyone, 40),
        ],
    },
    Scheme { role: "sales_manager", version: 1, shares: SALES_LEADERS },
    Scheme { role: "sales_supervisor", version: 1, shares: SALES_LEADERS },
    Scheme {
        role: "service_manager",
        version: 1,
        shares: &[
            ratio("complaint.acknowledged_on_time", "complaint.acknowledged_on_time", Whose::Own, 40),
            ratio("complaint.closed_on_time_team", "complaint.closed_on_time_team", Whose::Own, 40),
            ratio("complaint.investigated_on_time", "complaint.investigated_on_time", Whose::Own, 20),
        ],
    },
    Scheme {
        role: "sales_rep",
        version: 1,
        shares: &[
            ratio("follow_up.kept", "follow_up.kept", Whose::Own, 40),
            count("follow_up.made", "follow_up.made", 20, 20),
            ratio("customer.completeness", "customer.completeness", Whose::Own, 25),
            ratio("customer.review_passed", "customer.review_passed", Whose::Own, 15),
        ],
    },
    Scheme {
        role: "marketing_specialist",
        version: 1,
        shares: &[
            count("campaign.held", "campaign.held", 1, 30),
            ratio("campaign.summary_on_time", "campaign.summary_on_time", Whose::Own, 40),
            Share {
                indicator: Indicator {
                    key: "campaign.leads_against_plan",
                    fact: "campaign.leads_against_plan",
                    measure: Measure::Ratio,
                    curve: AGAINST_PLAN,
                    whose: Whose::Own,
                },
                weight: whole(30),
            },
        ],
    },
    Scheme {
        role: "service_agent",
        version: 1,
        shares: &[
            ratio("complaint.satisfaction", "complaint.satisfaction", Whose::Own, 40),
            ratio("complaint.closed_on_time", "complaint.closed_on_time", Whose::Own, 40),
            ratio("complaint.investigated_on_time", "complaint.investigated_on_time", Whose::Own, 20),
        ],
    },
];

const SALES_LEADERS: &[Share] = &[
    ratio("follow_up.kept_team", "follow_up.kept", Whose::Team, 60),
    ratio("customer.completeness_team", "customer.completeness", Whose::Team, 40),
];

const fn ratio(key: &'static str, fact: &'static str, whose: Whose, weight: u32) -> Share {
    Share { indicator: Indicator { key, fact, measure: Measure::Ratio, curve: IN_FULL, whose }, weight: whole(weight) }
}

const fn count(key: &'static str, fact: &'static str, target: u32, weight: u32) -> Share {
    let curve = Curve::up_to(whole(target));
    Share { indicator: Indicator { key, fact, measure: Measure::Count, curve, whose: Whose::Own }, weight: whole(weight) }
}

/// The scheme of someone who holds these roles; `None` where no post of theirs is measured.
pub fn of(roles: &[String]) -> Option<&'static Scheme> {
    SCHEMES.iter().find(|scheme| roles.iter().any(|role| role == scheme.role))
}

/// A scheme as it was in that version; versions that results follow stay in [`SCHEMES`].
pub fn version(role: &str, version: i64) -> Option<&'static Scheme> {
    SCHEMES.iter().find(|scheme| scheme.role == role && scheme.version == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_of_each_scheme_add_to_a_hundred() {
        for scheme in SCHEMES {
            assert!(scoring::is_complete(scheme.shares.iter().map(|s| s.weight)), "{}", scheme.role);
        }
    }

    #[test]
    fn every_target_can_be_met() {
        for share in SCHEMES.iter().flat_map(|s| s.shares) {
            assert!(share.indicator.curve.most() >= Decimal::ONE_HUNDRED, "{}", share.indicator.key);
        }
    }

    #[test]
    fn one_key_means_one_indicator() {
        let shares: Vec<&Share> = SCHEMES.iter().flat_map(|s| s.shares).collect();
        for a in &shares {
            for b in shares.iter().filter(|b| b.indicator.key == a.indicator.key) {
                let (a, b) = (&a.indicator, &b.indicator);
                assert!(a.fact == b.fact && a.measure == b.measure && a.curve == b.curve && a.whose == b.whose, "{}", a.key);
            }
        }
    }

    #[test]
    fn the_highest_post_decides() {
        let roles = |list: &[&str]| list.iter().map(|r| (*r).to_owned()).collect::<Vec<_>>();
        assert_eq!(of(&roles(&["sales_rep", "sales_supervisor"])).map(|s| s.role), Some("sales_supervisor"));
        assert!(of(&roles(&["hr"])).is_none());
    }
}
