//! Single sign-on through an OpenID Connect provider (ORG-06).

use serde::{Deserialize, Serialize};

/// The ways in that this company offers besides the password.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInWays {
    /// What the button of single sign-on says; absent: there is none.
    pub single_sign_on: Option<String>,
}

/// Where to go on to after the sign-in.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ReturnTo {
    /// A path of the browser application, such as `/customers`.
    pub return_to: Option<String>,
}

/// What the provider sends back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Callback {
    pub code: Option<String>,
    pub state: Option<String>,
    pub error: Option<String>,
}

endpoints! {
    ShowSignInWays: GET "/sessions/ways", () => SignInWays;
    BeginSingleSignOn: GET "/sessions/oidc" ? ReturnTo, () => ();
    FinishSingleSignOn: GET "/sessions/oidc/callback" ? Callback, () => ();
}
