//! By what a printer with TLS is known: its own certificate, or one that signed it.
//!
//! The certificate of a printer is usually signed by itself, in a name that nobody uses, and sometimes out
//! of date. Exactly that certificate is accepted, because the office wrote it down; any other only when
//! one that the office wrote down has signed it, for this host, today. Everything else is a stranger.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::client::danger::{
    HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier,
};
use tokio_rustls::rustls::crypto::{
    CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature,
};
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
};

use super::{Fault, Trouble};

/// What is written before a fingerprint.
const SHA256: &str = "sha256:";

/// What the office knows of a printer's certificate.
#[derive(Clone)]
pub struct Trust {
    tls: TlsConnector,
}

impl std::fmt::Debug for Trust {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Trust")
    }
}

impl Trust {
    /// Reads certificates as PEM, or the fingerprint of one (`sha256:` and 64 hexadecimal digits, colons
    /// between them or not); `None` when it is neither.
    pub fn read(text: &str) -> Option<Self> {
        let known = Known::read(text)?;
        let provider = Arc::new(ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .ok()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(known))
            .with_no_client_auth();
        Some(Self {
            tls: TlsConnector::from(Arc::new(config)),
        })
    }

    /// Speaks TLS on `line`, when the printer there is the one that is known.
    ///
    /// # Errors
    /// [`Fault::Stranger`] with the fingerprint that the printer has shown, so that somebody can compare it
    /// with what the printer itself says.
    pub async fn greet(
        &self,
        host: &str,
        line: TcpStream,
    ) -> Result<TlsStream<TcpStream>, Trouble> {
        let name = ServerName::try_from(host.to_owned());
        let name = name.map_err(|error| Trouble::with(Fault::Stranger, error))?;
        self.tls.connect(name, line).await.map_err(|error| {
            let of_tls = error.get_ref().and_then(|e| e.downcast_ref::<Error>());
            match of_tls {
                Some(Error::General(shown)) => Trouble::with(Fault::Stranger, shown),
                Some(other) => Trouble::with(Fault::Stranger, other),
                None => Trouble::of(Fault::Off),
            }
        })
    }
}

/// The fingerprint of a certificate, as offices write it down.
fn fingerprint(certificate: &[u8]) -> String {
    let digits = Sha256::digest(certificate);
    let digits: String = digits.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{SHA256}{digits}")
}

#[derive(Debug)]
struct Known {
    /// Fingerprints of the certificates themselves.
    own: Vec<String>,
    /// Checks what they have signed; none for a mere fingerprint.
    signed: Option<Arc<WebPkiServerVerifier>>,
    provider: CryptoProvider,
}

impl Known {
    fn read(text: &str) -> Option<Self> {
        let provider = ring::default_provider();
        let text = text.trim();
        if let Some(digits) = text.strip_prefix(SHA256) {
            let digits = digits.replace([':', ' '], "").to_ascii_lowercase();
            let is_whole = digits.len() == 64 && digits.chars().all(|c| c.is_ascii_hexdigit());
            return is_whole.then(|| Self {
                own: vec![format!("{SHA256}{digits}")],
                signed: None,
                provider,
            });
        }
        let read: Result<Vec<CertificateDer<'static>>, _> =
            CertificateDer::pem_slice_iter(text.as_bytes()).collect();
        let found = read.ok().filter(|found| !found.is_empty())?;
        let own = found.iter().map(|one| fingerprint(one)).collect();
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(found);
        let arc = Arc::new(provider.clone());
        let signed = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), arc).build();
        Some(Self {
            own,
            signed: signed.ok(),
            provider,
        })
    }
}

impl ServerCertVerifier for Known {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let print = fingerprint(shown);
        if self.own.contains(&print) {
            return Ok(ServerCertVerified::assertion());
        }
        let unknown = Error::InvalidCertificate(CertificateError::UnknownIssuer);
        let why = match &self.signed {
            None => unknown,
            Some(signed) => match signed.verify_server_cert(shown, between, name, ocsp, now) {
                Ok(good) => return Ok(good),
                Err(why) => why,
            },
        };
        // What was shown goes with it: somebody has to compare it with what the printer says of itself.
        Err(Error::General(format!("{print} ({why})")))
    }

    // Who shows a certificate must hold its key: that is never waived.
    fn verify_tls12_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, shown, signed, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        shown: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, shown, signed, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_pem_or_a_whole_fingerprint_and_nothing_else() {
        let digits = "ab".repeat(32);
        let with_colons = vec!["AB"; 32].join(":");
        assert!(Trust::read(&format!("sha256:{digits}")).is_some());
        assert_eq!(
            Known::read(&format!("sha256:{with_colons}")).unwrap().own,
            [format!("sha256:{digits}")]
        );
        for wrong in ["", "sha256:", "sha256:ab", "tin tất", "*", &digits] {
            assert!(Trust::read(wrong).is_none(), "{wrong}");
        }
        let empty = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";
        assert!(Trust::read(&empty.replace("-----\n-", "-----\n?\n-")).is_none());
    }
}
