//! A service may be written inside a function body, and two of them side by side.
#[test]
fn compiles() {
    #[trifold::model]
    struct Alarm {
        hour: u8,
    }

    #[derive(Debug, thiserror::Error, trifold::ApiError)]
    enum Late {
        #[error("too late")]
        #[status(409)]
        TooLate,
    }

    #[trifold::service]
    trait Clock {
        #[get("/alarms/{hour}")]
        async fn alarm(&self, hour: u8) -> Result<Alarm, Late>;
    }

    #[trifold::service]
    trait Bell {
        async fn ring(&self, alarm: Alarm);
    }

    struct Tower;

    impl Clock for Tower {
        async fn alarm(&self, hour: u8) -> Result<Alarm, Late> {
            if hour > 23 { Err(Late::TooLate) } else { Ok(Alarm { hour }) }
        }
    }

    impl Bell for Tower {
        async fn ring(&self, _: Alarm) {}
    }

    let tower = std::sync::Arc::new(Tower);
    let router = trifold::server::Server::new()
        .add_service(ClockServer::from_arc(tower.clone()))
        .add_service(BellServer::from_arc(tower))
        .into_router();
    let _ = (ClockClient::new(trifold::server::InProcess::new(router.clone())), BellClient::new(trifold::server::InProcess::new(router)));
}
