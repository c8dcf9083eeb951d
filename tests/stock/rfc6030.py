"""The examples of RFC 6030 as files: their numbers, keys and values are those of its figures 2, 6 and 7."""

PSKC = "urn:ietf:params:xml:ns:keyprov:pskc"
HOTP, TOTP = f"{PSKC}:hotp", f"{PSKC}:totp"
XENC = "http://www.w3.org/2001/04/xmlenc#"
SECRET = b"12345678901234567890"  # in base64 as PLAIN, in base32 as GEZD...
PLAIN = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA="
BASE32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

# Figure 6: a key agreed beforehand
AGREED_KEY = "12345678901234567890123456789012"
AGREED_MAC_KEY = "ESIzRFVmd4iZABEiM0RVZgKn6WjLaTC1sbeBMSvIhRejN9vJa2BOlSaMrR7I5wSX"
AGREED_VALUE = "AAECAwQFBgcICQoLDA0OD+cIHItlB3Wra1DUpxVvOx2lef1VmNPCMl8jwZqIUqGv"
AGREED_MAC = "Su+NvtQfmvfJzF6bmQiJqoLRExc="

# Figure 7: a key derived from a password
PASSWORD = "qwerty"
SALT, ROUNDS, LENGTH = "Ej7/PEpyEpw=", 1000, 16
DERIVED_MAC_KEY = "2GTTnLwM3I4e5IO5FkufoOEiOhNj91fhKRQBtBJYluUDsPOLTfUvoU2dStyOwYZx"
DERIVED_VALUE = "oTvo+S22nsmS2Z/RtcoF8Hfh+jzMe0RkiafpoDpnoZTjPYZu6V+A4aEn032yCr4f"
DERIVED_MAC = "LP6xMvjtypbfT9PdkJhBZ+D6O4w="


def plain(value: str = PLAIN) -> str:
    return f"<Secret><PlainValue>{value}</PlainValue></Secret>"


def sealed(value: str, mac: str) -> str:
    check = f"<ValueMAC>{mac}</ValueMAC>" if mac else ""
    return f"<Secret><EncryptedValue>{_cipher(value)}</EncryptedValue>{check}</Secret>"


def _cipher(value: str) -> str:
    method = f'<x:EncryptionMethod Algorithm="{XENC}aes128-cbc"/>'
    return f"{method}<x:CipherData><x:CipherValue>{value}</x:CipherValue></x:CipherData>"


def package(
    serial: str = "987654321",
    secret: str = "",
    *,
    algorithm: str = HOTP,
    digits: str = "8",
    data: str = "<Counter><PlainValue>0</PlainValue></Counter>",
    suite: str = "",
    device: str = "",
    policy: str = "",
) -> str:
    told = f"<Suite>{suite}</Suite>" if suite else ""
    return f"""<KeyPackage>
      <DeviceInfo><Manufacturer>Manufacturer</Manufacturer><SerialNo>{serial}</SerialNo>{device}</DeviceInfo>
      <CryptoModuleInfo><Id>CM_ID_001</Id></CryptoModuleInfo>
      <Key Id="12345678" Algorithm="{algorithm}"><Issuer>Issuer</Issuer>
        <AlgorithmParameters>{told}
          <ResponseFormat Length="{digits}" Encoding="DECIMAL"/></AlgorithmParameters>
        <Data>{secret or plain()}{data}</Data>{policy}
      </Key></KeyPackage>"""


def container(*packages: str, head: str = "", version: str = "1.0", space: str = PSKC) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
    <KeyContainer Version="{version}" xmlns="{space}" xmlns:x="{XENC}"
      xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:x11="http://www.w3.org/2009/xmlenc11#"
      xmlns:pkcs5="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#">
      {head}{"".join(packages)}</KeyContainer>""".encode()


def mac_method(key: str) -> str:
    algorithm = "http://www.w3.org/2000/09/xmldsig#hmac-sha1"
    return f'<MACMethod Algorithm="{algorithm}"><MACKey>{_cipher(key)}</MACKey></MACMethod>'


AGREED_HEAD = "<EncryptionKey><ds:KeyName>Pre-shared-key</ds:KeyName></EncryptionKey>" + mac_method(
    AGREED_MAC_KEY
)


def derived_head(rounds: object = ROUNDS, length: object = LENGTH, salt: str = SALT) -> str:
    return f"""<EncryptionKey><x11:DerivedKey>
      <x11:KeyDerivationMethod
        Algorithm="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2">
        <pkcs5:PBKDF2-params><Salt xmlns=""><Specified>{salt}</Specified></Salt>
          <IterationCount xmlns="">{rounds}</IterationCount><KeyLength xmlns="">{length}</KeyLength>
        </pkcs5:PBKDF2-params></x11:KeyDerivationMethod>
      <x11:MasterKeyName>My Password 1</x11:MasterKeyName></x11:DerivedKey></EncryptionKey>
    {mac_method(DERIVED_MAC_KEY)}"""


AGREED = container(package(secret=sealed(AGREED_VALUE, AGREED_MAC)), head=AGREED_HEAD)
DERIVED = container(package(secret=sealed(DERIVED_VALUE, DERIVED_MAC), data=""), head=derived_head())
