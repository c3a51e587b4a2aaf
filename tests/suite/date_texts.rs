//! The grammar of each type of a date or a length of time: the document takes of these texts what the server takes.

use anyhow::Result;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use tower::ServiceExt;
use trifold::server::Server;
use trifold::service;

/// A route for each type, and the texts at the borders of its grammar: those that are taken, and those that are not.
macro_rules! types {
    ($($name:ident $path:literal $ty:ty: [$($taken:literal)*] [$($refused:literal)*];)*) => {
        #[service(version = 1)]
        trait Dates {
            $(
                #[post($path)]
                async fn $name(&self, value: $ty);
            )*
        }

        struct Calendar;

        impl Dates for Calendar {
            $(async fn $name(&self, _value: $ty) {})*
        }

        const TEXTS: &[(&str, &[&str], &[&str])] = &[$(($path, &[$($taken),*], &[$($refused),*])),*];
    };
}

types! {
    chrono_date "/chrono-date" chrono::NaiveDate:
        ["2024-02-29" "0001-12-31" "9999-04-30"] ["" "2024-13-01" "2024-00-01" "2024-04-31" "2024-1-1x"];
    chrono_time "/chrono-time" chrono::NaiveTime:
        ["00:00" "23:59:59" "23:59:60" "12:30:00.123456789"] ["24:00" "12" "12:60" "12:30:61" "12:30:00."];
    chrono_date_time "/chrono-date-time" chrono::NaiveDateTime:
        ["2024-02-29T00:00:00" "-0000-01-01T00:00:00" "-0001-01-01T00:00:00" "+262142-12-31T23:59:59.999999999" "-262143-01-01T00:00:00"
         "+12345-01-31T00:00:60"]
        ["-0000-01-01T00:00" "2024-01-01T00:00" "+262143-01-01T00:00:00" "-262144-01-01T00:00:00" "+300000-01-01T00:00:00"
         "2024-04-31T00:00:00" "2024-02-30T00:00:00" "2024-01-01 00:00:00" "2024-01-01T24:00:00" "2024-01-01T00:00:00Z"];
    chrono_utc "/chrono-utc" chrono::DateTime<chrono::Utc>:
        ["2024-02-29T00:00:00Z" "2024-02-29T00:00:00.5+02:00"] ["2024-02-29T00:00:00" "2024-04-31T00:00:00Z" "2024-02-29T24:00:00Z"];
    jiff_timestamp "/jiff-timestamp" jiff::Timestamp:
        ["0000-01-01T00:00Z" "-009998-01-01T00:00:00Z" "+002024-02-29T00:00:00+25:59" "2024-12-31 23:59:60z"]
        ["-000000-01-01T00:00Z" "2024-01-01T00:00" "2024-01-01T24:00Z" "2024-01-01T00:00+26:00" "2024-04-31T00:00Z" "-0001-01-01T00:00Z"];
    jiff_date "/jiff-date" jiff::civil::Date:
        ["0000-01-01" "-009999-01-01" "9999-12-31" "+000000-01-01" "-000010-01-01" "-000100-01-01" "-001000-01-01"]
        ["-000000-01-01" "2024-02-30" "2024-06-31" "2024-00-01" "+010000-01-01" "12024-01-01"];
    jiff_time "/jiff-time" jiff::civil::Time:
        ["00:00" "23:59:60" "12:30:00.123456789"] ["24:00" "12:60" "12:30:00."];
    jiff_date_time "/jiff-date-time" jiff::civil::DateTime:
        ["0000-01-01T00:00" "-009999-01-01T00:00:00" "2024-02-29 23:59"] ["-000000-01-01T00:00" "2024-02-30T00:00" "2024-01-01T24:00"];
    jiff_span "/jiff-span" jiff::Span:
        ["P1Y" "PT0S" "-P1Y2M3W4DT5H6M7.123456789S" "PT1H" "P4D" "+PT1M"] ["P" "PT" "P1DT" "P1D1Y" "P1D1D" "PT1S1H" "1" "P1" "-" "P20000Y0"];
    jiff_duration "/jiff-duration" jiff::SignedDuration:
        ["PT0S" "-PT1H30M" "PT90S" "PT1.5S" "PT2562047788015215H30M7.999999999S" "-PT2562047788015215H30M8.999999999S"
         "PT999999999999999H999999999999999M999999999999999S"]
        ["P" "PT" "P1D" "P1Y" "PT1S1H" "PT1H1H" "" "T1S" "PT9999999999999999H"];
}

#[tokio::test]
async fn the_document_takes_the_texts_that_the_server_takes() -> Result<()> {
    let document: Value = serde_json::from_str(&DatesSpec::openapi(1).to_string())?;
    let router = Server::new().add_service(DatesServer::new(Calendar)).into_router();
    let mut found = Vec::new();
    for (path, taken, refused) in TEXTS {
        let schema = &document["paths"][format!("/api/v1{path}")]["post"]["requestBody"]["content"]["application/json"]["schema"];
        let schema = json!({ "allOf": [schema], "components": document["components"] });
        let validator = jsonschema::options().should_validate_formats(true).build(&schema)?;
        for (text, is_taken) in taken.iter().map(|text| (text, true)).chain(refused.iter().map(|text| (text, false))) {
            let request = Request::post(format!("/api/v1{path}")).header("host", "localhost").header("content-type", "application/json");
            let status = router.clone().oneshot(request.body(Body::from(json!(text).to_string()))?).await?.status();
            let says = [validator.is_valid(&json!(text)), status == StatusCode::NO_CONTENT];
            if says != [is_taken; 2] {
                found.push(format!("{path} `{text}`: the document and the server say {says:?} ({status})"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}
