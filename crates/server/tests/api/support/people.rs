use super::App;
use super::checked::{Answer, Operation, check};
use super::written::Attempt;
use platform::http::State;
use reqwest::Method;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::sync::Arc;

/// Somebody who uses the API; what they do is written as verbs.
pub struct User {
    state: Arc<State>,
    http: reqwest::Client,
    base: String,
    token: RefCell<Option<String>>,
    pub language: RefCell<&'static str>,
}

impl User {
    pub(super) fn stranger(app: &App) -> Self {
        Self {
            state: app.state.clone(),
            http: app.http.clone(),
            base: app.base.clone(),
            token: RefCell::new(None),
            language: RefCell::new("zh-CN"),
        }
    }

    pub(super) async fn sign_in(app: &App, username: &str) -> Self {
        let user = Self::stranger(app);
        let body = json!({ "username": username, "password": server::demo::PASSWORD });
        let signed_in = user.post("/sessions", body).await.ok(200);
        *user.token.borrow_mut() = Some(signed_in["access_token"].as_str().unwrap().to_owned());
        user
    }

    /// Somebody who sends this token or API key.
    pub fn with_token(app: &App, token: &str) -> Self {
        let user = Self::stranger(app);
        *user.token.borrow_mut() = Some(token.to_owned());
        user
    }

    /// Sends a request under `/api/v1` and checks the answer against the document; what writes is tried with wrong versions first.
    pub async fn send(&self, method: &str, path: &str, body: Option<Value>, headers: &[(&str, &str)]) -> Answer {
        let mut attempt = Attempt::of(method, path, headers);
        for version in attempt.iter().flat_map(Attempt::wrong).collect::<Vec<_>>() {
            let mut others: Vec<_> = headers.iter().copied().filter(|(name, _)| !["if-match", "idempotency-key"].contains(name)).collect();
            others.extend(version.as_deref().map(|version| ("if-match", version)));
            let answer = self.answer(self.request(method, path, body.as_ref(), &others), method, path).await;
            if let Some(attempt) = &mut attempt {
                attempt.refused(version, answer);
            }
        }
        let answer = self.answer(self.request(method, path, body.as_ref(), headers), method, path).await;
        if let Some(attempt) = attempt {
            attempt.judge(&self.state, &answer).await;
        }
        answer
    }

    fn request(&self, method: &str, path: &str, body: Option<&Value>, headers: &[(&str, &str)]) -> reqwest::RequestBuilder {
        let url = format!("{}/api/v1{path}", self.base);
        let mut request =
            self.http.request(Method::from_bytes(method.as_bytes()).unwrap(), url).header("accept-language", *self.language.borrow());
        if let Some(token) = self.token.borrow().as_ref() {
            request = request.bearer_auth(token);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        request
    }

    /// Uploads bytes as a file.
    pub async fn upload(&self, path: &str, name: &str, bytes: Vec<u8>) -> Answer {
        let mut request = self.http.post(format!("{}/api/v1{path}", self.base));
        if let Some(token) = self.token.borrow().as_ref() {
            request = request.bearer_auth(token);
        }
        let request = request
            .header("content-type", "application/octet-stream")
            .header("content-disposition", format!("attachment; filename*=UTF-8''{name}"))
            .body(bytes);
        let answer = self.answer(request, "POST", path).await;
        if let Some(attempt) = Attempt::of("POST", path, &[]) {
            attempt.judge(&self.state, &answer).await;
        }
        answer
    }

    /// Sends raw bytes to an operation.
    pub async fn raw(&self, operation: &Operation, media: &str, bytes: Vec<u8>) -> Answer {
        let path = operation.sample_path();
        let request = self
            .http
            .request(Method::from_bytes(operation.method.as_bytes()).unwrap(), format!("{}/api/v1{path}", self.base))
            .bearer_auth(self.token.borrow().clone().unwrap_or_default())
            .header("content-type", media)
            .header("if-match", "\"1\"")
            .body(bytes);
        self.answer(request, &operation.method, &path).await
    }

    async fn answer(&self, request: reqwest::RequestBuilder, method: &str, path: &str) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        // A stream has no end that could be waited for.
        let streams = headers.get("content-type").is_some_and(|kind| kind == "text/event-stream");
        let bytes = if streams { Vec::new() } else { response.bytes().await.unwrap().to_vec() };
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        let answer = Answer { status, headers, json, bytes };
        check(method, path.split('?').next().unwrap(), &answer);
        answer
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None, &[]).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send("POST", path, Some(body), &[]).await
    }

    /// Ends or takes away what lets somebody in.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, None, &[]).await
    }

    /// Changes something seen in this version.
    pub async fn put(&self, path: &str, version: &Value, body: Value) -> Answer {
        self.send("PUT", path, Some(body), &[("if-match", &format!("\"{version}\""))]).await
    }

    /// Acts on something seen in this version.
    pub async fn act(&self, path: &str, version: &Value, body: Value) -> Answer {
        self.send("POST", path, Some(body), &[("if-match", &format!("\"{version}\""))]).await
    }

    /// The access token.
    pub fn token(&self) -> String {
        self.token.borrow().clone().unwrap_or_default()
    }

    /// The person's id.
    pub async fn id(&self) -> String {
        self.get("/me").await.ok(200)["id"].as_str().unwrap().to_owned()
    }

    /// Enters a customer and gives the file.
    pub async fn enters_a_customer(&self, name: &str) -> Value {
        let body = json!({ "name": name, "kind": "company", "tier": "c", "city": "成都", "phone": "13816613186", "need": "整装" });
        self.post("/customers", body).await.ok(201)
    }

    /// Everything open in the person's inbox.
    pub async fn inbox(&self) -> Vec<Value> {
        self.get("/inbox?filter[status]=open").await.ok(200)["items"].as_array().unwrap().clone()
    }

    /// Prepares an approved campaign: one thing that must be done, and is; gives the campaign as it is then, ready.
    pub async fn prepares(&self, path: &str) -> Value {
        let item = json!({ "title": "场地确认", "topic": "venue", "owner_id": self.id().await, "days_before": 1, "takes": 1, "must": true,
            "evidence": false });
        let item = self.post(&format!("{path}/preparation"), item).await.ok(201);
        let done = format!("/campaign-items/{}/transitions", item["id"].as_str().unwrap());
        self.act(&done, &item["version"], json!({ "act": "complete" })).await.ok(200);
        let seen = self.get(path).await.ok(200);
        self.act(&format!("{path}/transitions"), &seen["version"], json!({ "act": "get_ready" })).await.ok(200)
    }

    /// Decides the approval that waits for this person about a subject.
    pub async fn decides(&self, subject: &str, verdict: &str, remark: &str) -> Answer {
        for task in self.inbox().await.iter().filter(|t| t["kind"] == "approval") {
            let path = format!("/approvals/{}", task["subject"]["id"].as_str().unwrap());
            let approval = self.get(&path).await.ok(200);
            if approval["subject"]["id"] == subject {
                let body = json!({ "verdict": verdict, "remark": remark });
                return self.act(&format!("{path}/decisions"), &approval["version"], body).await;
            }
        }
        panic!("no approval about {subject} waits for this person");
    }
}
