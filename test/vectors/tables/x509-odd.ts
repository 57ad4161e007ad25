import type { PathProblem } from '../../../src/smime';

/** Read, and good as long as somebody believes in them. */
export const accepted: readonly string[] = [
  'accvraiz1.pem', 'badssl-sct-anonymous-sig.der', 'badssl-sct-none-hash.der', 'badssl-sct.pem', 'bigoid.pem',
  'cryptography-scts.pem', 'cryptography.io.chain.pem', 'cryptography.io.old_header.pem', 'cryptography.io.pem',
  'cryptography.io.with_garbage.pem', 'custom/aia_ca_issuers.pem', 'custom/aia_ocsp.pem',
  'custom/aia_ocsp_ca_issuers.pem', 'custom/all_key_usages.pem', 'custom/all_supported_names.pem',
  'custom/authority_key_identifier.pem', 'custom/authority_key_identifier_no_keyid.pem', 'custom/bad_country.pem',
  'custom/basic_constraints_not_critical.pem', 'custom/bc_path_length_zero.pem', 'custom/cdp_empty_hostname.pem',
  'custom/cp_cps_uri.pem', 'custom/cp_invalid.pem', 'custom/cp_invalid2.der',
  'custom/cp_user_notice_no_explicit_text.pem', 'custom/cp_user_notice_with_explicit_text.pem',
  'custom/cp_user_notice_with_notice_reference.pem', 'custom/dsa_selfsigned_ca.pem', 'custom/ec_no_named_curve.pem',
  'custom/extended_key_usage.pem', 'custom/freshestcrl.pem', 'custom/ian_uri.pem', 'custom/inhibit_any_policy_5.pem',
  'custom/invalid-sct-length.der', 'custom/invalid-sct-version.der', 'custom/invalid_signature_cert.pem',
  'custom/invalid_utf8_common_name.pem', 'custom/long-form-name-attribute.pem', 'custom/ocsp_nocheck.pem',
  'custom/pc_inhibit.pem', 'custom/pc_inhibit_require.pem', 'custom/pc_require.pem',
  'custom/policy_constraints_explicit.pem', 'custom/post2000utctime.pem', 'custom/rsa_pss.pem',
  'custom/rsa_pss_cert.pem', 'custom/san_dirname.pem', 'custom/san_email_dns_ip_dirname_uri.pem',
  'custom/san_empty_hostname.pem', 'custom/san_idna2003_dnsname.pem', 'custom/san_idna_names.pem',
  'custom/san_ipaddr.pem', 'custom/san_other_name.pem', 'custom/san_rfc822_idna.pem', 'custom/san_rfc822_names.pem',
  'custom/san_uri_with_port.pem', 'custom/san_wildcard_idna.pem', 'custom/sia.pem', 'custom/unsupported_extension.pem',
  'custom/unsupported_extension_2.pem', 'custom/unsupported_subject_name.pem',
  'custom/unsupported_subject_public_key_info.pem', 'custom/utf8_common_name.pem', 'custom/valid_signature_cert.pem',
  'department-of-state-root.pem', 'e-trust.ru.der', 'ecdsa_root.pem', 'letsencryptx3.pem', 'rapidssl_sha256_ca_g3.pem',
  'san_edipartyname.der', 'san_x400address.der', 'scottishpower-bitstring-dn.pem', 'tls-feature-ocsp-staple.pem',
  'unique_identifier.pem', 'utf8-dnsname.pem', 'wildcard_san.pem', 'wosign-bc-invalid.pem',
];

/** The addresses that OpenSSL reads, too; every other certificate has none. */
export const addresses: Readonly<Record<string, readonly string[]>> = {
  'accvraiz1.pem': ['accv@accv.es'],
  'custom/all_supported_names.pem': ['test2@test.local', 'test3@test.local'],
  'custom/san_email_dns_ip_dirname_uri.pem': ['user@cryptography.io'],
  'custom/san_idna_names.pem': ['email@xn--80ato2c.cryptography'],
  'custom/san_rfc822_idna.pem': ['email@xn--eml-vla4c.com'],
  'custom/unsupported_subject_public_key_info.pem': ['info@yassl.com'],
  'e-trust.ru.der': ['dit@minsvyaz.ru'],
  'wosign-bc-invalid.pem': ['jangogochan@msn.com'],
};

/** Read to be shown, and never good: the problem and why. */
export const refused: Readonly<Record<string, readonly [PathProblem, string]>> = {
  'cryptography.io.precert.pem': ['path-invalid', 'the poison of a precertificate (RFC 6962), a critical extension that nobody processes'],
  'custom/alternate-rsa-sha1-oid.der': ['weak-key', 'RSA of 1,024 bits'],
  'custom/cdp_all_reasons.pem': ['weak-key', 'RSA of 1,024 bits'],
  'custom/cdp_crl_issuer.pem': ['weak-key', 'RSA of 1,024 bits'],
  'custom/cdp_fullname_reasons_crl_issuer.pem': ['weak-key', 'RSA of 1,024 bits'],
  'custom/cdp_reason_aa_compromise.pem': ['weak-key', 'RSA of 1,024 bits'],
  'custom/inhibit_any_policy_negative.pem': ['path-invalid', 'inhibitAnyPolicy of -1'],
  'custom/invalid_version.pem': ['path-invalid', 'version 7'],
  'custom/nc_excluded.pem': ['name-not-permitted', 'nameConstraints in a certificate that is no authority’s (RFC 5280 section 4.2.1.10)'],
  'custom/nc_invalid_ip4_netmask.der': ['name-not-permitted', 'nameConstraints in a certificate that is no authority’s (RFC 5280 section 4.2.1.10)'],
  'custom/nc_invalid_ip_netmask.pem': ['name-not-permitted', 'nameConstraints in a certificate that is no authority’s (RFC 5280 section 4.2.1.10)'],
  'custom/nc_ip_invalid_length.pem': ['name-not-permitted', 'nameConstraints in a certificate that is no authority’s (RFC 5280 section 4.2.1.10)'],
  'custom/nc_permitted.pem': ['name-not-permitted', 'nameConstraints in a certificate that is no authority’s (RFC 5280 section 4.2.1.10)'],
  'custom/nc_permitted_2.pem': ['name-not-permitted', 'nameConstraints in a certificate that is no authority’s (RFC 5280 section 4.2.1.10)'],
  'custom/nc_permitted_excluded.pem': ['name-not-permitted', 'nameConstraints in a certificate that is no authority’s (RFC 5280 section 4.2.1.10)'],
  'custom/nc_permitted_excluded_2.pem': ['name-not-permitted', 'nameConstraints in a certificate that is no authority’s (RFC 5280 section 4.2.1.10)'],
  'custom/nc_single_ip_netmask.pem': ['name-not-permitted', 'nameConstraints in a certificate that is no authority’s (RFC 5280 section 4.2.1.10)'],
  'custom/negative_serial.pem': ['path-invalid', 'cRLDistributionPoints as a critical extension, which a path without a CRL cannot process'],
  'custom/san_registered_id.pem': ['weak-key', 'RSA of 1,024 bits'],
  'custom/unsupported_extension_critical.pem': ['path-invalid', 'an unknown critical extension'],
  'v1_cert.pem': ['weak-key', 'RSA of 512 bits'],
  'verisign_md2_root.pem': ['weak-key', 'RSA of 1,024 bits'],
};

/** Not read at all. */
export const unreadable: Readonly<Record<string, string>> = {
  // A time that RFC 5280 does not allow.
  'badasn1time.pem': 'ERR_CERTIFICATE_MALFORMED: notAfter is no time',
  'custom/two_basic_constraints.pem': 'ERR_CERTIFICATE_MALFORMED: an extension appears twice',
  // The signed part of a certificate alone.
  'cryptography-scts-tbs-precert.der': 'ERR_NO_CERTIFICATE: unknown',
  'SOURCE.md': 'ERR_NO_CERTIFICATE: text',
};

/** No certificate in them; whether the list itself can be used. What its entries say is asked for one by one. */
export const revocationLists: Readonly<Record<string, 'read' | 'refused'>> = {
  'custom/crl_all_reasons.pem': 'read',
  'custom/crl_almost_10k.pem': 'read',
  // Version 3, which no RFC has.
  'custom/crl_bad_version.pem': 'refused',
  'custom/crl_delta_crl_indicator.pem': 'read',
  'custom/crl_dup_entry_ext.pem': 'read',
  'custom/crl_empty.pem': 'read',
  'custom/crl_empty_no_sequence.der': 'read',
  'custom/crl_ian_aia_aki.pem': 'read',
  'custom/crl_idp_fullname_indirect_crl.pem': 'read',
  'custom/crl_idp_fullname_only.pem': 'read',
  'custom/crl_idp_fullname_only_aa.pem': 'read',
  'custom/crl_idp_fullname_only_user.pem': 'read',
  'custom/crl_idp_only_ca.pem': 'read',
  'custom/crl_idp_reasons_only.pem': 'read',
  'custom/crl_idp_relative_user_all_reasons.pem': 'read',
  'custom/crl_idp_relativename_only.pem': 'read',
  'custom/crl_inval_cert_issuer_entry_ext.pem': 'read',
  // A time that RFC 5280 does not allow.
  'custom/crl_invalid_time.der': 'refused',
  'custom/crl_md2_unknown_crit_entry_ext.pem': 'read',
  'custom/crl_no_next_update.pem': 'read',
  'custom/crl_unrecognized_extension.der': 'read',
  'custom/crl_unsupported_reason.pem': 'read',
  'custom/invalid_signature_crl.pem': 'read',
  'custom/valid_signature_crl.pem': 'read',
};
