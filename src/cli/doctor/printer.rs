//! Paper: is the print command there, do the printers of the office answer.

use std::env::consts::EXE_SUFFIX;
use std::net::{TcpStream, ToSocketAddrs as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::check::Check;
use crate::text::command_words;

const ID: &str = "printer";
/// A printer in the house answers sooner than this.
const PATIENCE: Duration = Duration::from_secs(2);

/// The print command of this desk and the printers of the office's `printers.toml`.
pub fn checks(config: &Path, command: &str) -> Vec<Check> {
    let mut checks = Vec::new();
    if let Some(program) = command_words(command).first() {
        checks.push(program_is_there(program));
    }
    let file = config.join("printers.toml");
    if let Ok(text) = std::fs::read_to_string(&file) {
        checks.extend(of_file(&file.display().to_string(), &text));
    }
    if checks.is_empty() {
        checks.push(Check::care(
            ID,
            "Chưa đặt máy in: giấy được ghi thành tệp PDF",
            "thêm --print-command \"lp -d TÊN\" khi chạy quầy, hoặc printers.toml trong thư mục cấu hình",
        ));
    }
    checks
}

fn program_is_there(program: &str) -> Check {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    // Windows adds the ending by itself.
    let names = [program.to_owned(), format!("{program}{EXE_SUFFIX}")];
    let is_in = |folder: PathBuf| names.iter().any(|name| folder.join(name).is_file());
    let found = is_in(PathBuf::new()) || std::env::split_paths(&folders).any(is_in);
    match found {
        true => Check::ok(ID, format!("Lệnh in {program} có trên máy")),
        false => Check::bad(
            ID,
            format!("Không có lệnh in {program}"),
            "cài lệnh đó (ví dụ cups-client cho lp) hoặc sửa --print-command",
        ),
    }
}

fn of_file(name: &str, text: &str) -> Vec<Check> {
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => {
            let seen = format!("{name}: {}", toml::de::Error::message(&error));
            return vec![Check::bad(ID, seen, "sửa tệp, rồi chạy motcua check")];
        }
    };
    let printers = table.get("printer").and_then(toml::Value::as_array);
    let printers = printers.map(Vec::as_slice).unwrap_or_default();
    printers.iter().filter_map(one).collect()
}

/// A printer with an address of the network; folders and queues need no answer.
fn one(printer: &toml::Value) -> Option<Check> {
    let said = |key: &str| printer.get(key).and_then(toml::Value::as_str);
    let name = said("name").or(said("id")).unwrap_or("máy in");
    let (host, port) = host_and_port(said("address")?)?;
    Some(match answers(&host, port) {
        true => Check::ok(ID, format!("Máy in {name} ({host}:{port}) trả lời")),
        false => Check::bad(
            ID,
            format!("Máy in {name} ({host}:{port}) không trả lời"),
            "bật máy in, xem dây mạng và địa chỉ trong printers.toml",
        ),
    })
}

fn host_and_port(address: &str) -> Option<(String, u16)> {
    let (usual, rest) = match address.split_once("://") {
        Some(("ipp" | "ipps", rest)) => (Some(631), rest),
        Some(("http", rest)) => (Some(80), rest),
        Some(("https", rest)) => (Some(443), rest),
        Some((_, rest)) => (Some(9100), rest),
        None => (None, address),
    };
    let place = rest.split('/').next().unwrap_or_default();
    match place.rsplit_once(':') {
        Some((host, port)) => Some((host.to_owned(), port.parse().ok()?)),
        None => Some((place.to_owned(), usual?)),
    }
}

fn answers(host: &str, port: u16) -> bool {
    let Ok(mut found) = (host, port).to_socket_addrs() else {
        return false;
    };
    found.any(|address| TcpStream::connect_timeout(&address, PATIENCE).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::doctor::check::Mark;

    #[test]
    fn addresses_of_the_network_are_understood_and_others_left() {
        let at = |address| host_and_port(address);
        assert_eq!(
            at("ipp://10.0.0.9/ipp/print"),
            Some(("10.0.0.9".into(), 631))
        );
        assert_eq!(at("ipp://10.0.0.9:8631/x"), Some(("10.0.0.9".into(), 8631)));
        assert_eq!(at("10.0.0.9:9100"), Some(("10.0.0.9".into(), 9100)));
        assert_eq!(at("/srv/giay"), None);
        assert_eq!(at("QUAY01"), None);
    }

    #[test]
    fn a_printer_that_is_on_answers_and_one_that_is_off_is_named() {
        let Ok(printer) = std::net::TcpListener::bind("127.0.0.1:0") else {
            return;
        };
        let port = printer.local_addr().map_or(0, |a| a.port());
        let file = format!("[[printer]]\nname = \"Quầy 01\"\naddress = \"127.0.0.1:{port}\"\n");
        assert_eq!(of_file("p", &file)[0].mark, Mark::Ok);
        drop(printer);
        let off = &of_file("p", &file)[0];
        assert_eq!(off.mark, Mark::Bad);
        assert!(off.seen.contains("Quầy 01"));
        assert_eq!(of_file("p", "[[")[0].mark, Mark::Bad);
        assert_eq!(program_is_there("no-such-program-here").mark, Mark::Bad);
    }
}
