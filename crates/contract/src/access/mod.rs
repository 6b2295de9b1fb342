//! Sign-in and access: passwords, sessions, second factors, the confidentiality agreement, keys of integrators (ORG-06, ORG-07).

pub mod accounts;
pub mod agreements;
pub mod own;
pub mod second_factor;
pub mod service;
pub mod single_sign_on;

vocabulary! {
    /// What a person has to do before anything else; until then the API answers `403` with the duty's own code.
    Duty as "duty" {
        /// The password is a temporary one: `password_change_required`.
        Password = "password",
        /// The company demands a second factor: `second_factor_required`.
        SecondFactor = "second_factor",
        /// The confidentiality agreement in force waits for acceptance: `agreement_not_accepted` (ORG-07).
        Agreement = "agreement",
    }
}

vocabulary! {
    /// How a session began.
    SignInWay as "sign_in_way" {
        Password = "password",
        SingleSignOn = "single_sign_on",
    }
}
