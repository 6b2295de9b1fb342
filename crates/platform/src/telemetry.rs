//! Structured logs and Prometheus metrics (PLT-10).

use crate::config::Log;
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use tracing_subscriber::{EnvFilter, fmt};

/// Starts logging; a second call changes nothing.
pub fn start_logging(log: &Log) {
    let filter = EnvFilter::try_new(&log.filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let logger = fmt().with_env_filter(filter).with_target(false);
    let _ = if log.json { logger.json().flatten_event(true).try_init() } else { logger.compact().try_init() };
}

/// The process's metrics; the recorder is installed once.
pub fn metrics() -> Option<&'static PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    HANDLE.get_or_init(|| recorder().ok()?.install_recorder().ok()).as_ref()
}

/// Histograms count seconds, but for those named here.
fn recorder() -> Result<PrometheusBuilder, BuildError> {
    let seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5];
    let writes = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];
    PrometheusBuilder::new().set_buckets(&seconds)?.set_buckets_for_metric(Matcher::Full("commit_group_size".to_owned()), &writes)
}

#[cfg(test)]
mod tests {
    use super::recorder;

    #[test]
    fn a_commit_group_is_counted_in_writes_not_in_seconds() {
        let recorder = recorder().unwrap().build_recorder();
        metrics::with_local_recorder(&recorder, || metrics::histogram!("commit_group_size").record(20.0));
        let text = recorder.handle().render();
        assert!(text.contains("commit_group_size_bucket{le=\"16\"} 0"), "{text}");
        assert!(text.contains("commit_group_size_bucket{le=\"32\"} 1"), "{text}");
    }
}
