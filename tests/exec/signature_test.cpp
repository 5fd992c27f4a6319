// Signatures against published examples: made by the vendor's own SDKs from these inputs. The keys are
// invented.
#include <gtest/gtest.h>

#include "exec/cos_sign.h"
#include "exec/hash.h"
#include "exec/tc3.h"
#include "stand_in/verify.h"

namespace cmdwright::exec {
namespace {

Credentials account() {
  return {"AKIDEXAMPLE0000000000000000000000001", Secret("SecretKeyExample00000000000000001"), {}};
}

ApiCall call(std::string action, std::string_view body) {
  return {
      "vod.tencentcloudapi.com", "vod", std::move(action), "2018-07-17", "ap-guangzhou", body, 1760000000};
}

constexpr std::string_view kScope =
    "TC3-HMAC-SHA256 Credential=AKIDEXAMPLE0000000000000000000000001/2025-10-09/vod/tc3_request, "
    "SignedHeaders=content-type;host, Signature=";

TEST(Tc3, AQueryAsTheSdkSignsIt) {
  const std::string body = R"({"TaskId": "1500012345-procedurev2-ab12cd34", "SubAppId": 1500012345})";
  EXPECT_EQ(hex(sha256(body)), "7eb50631e20258a2dbb904491b206d01bd30cbeda1277c382fd4914547eadeba");
  EXPECT_EQ(tc3_canonical_hash(call("DescribeTaskDetail", body)),
            "db0cec59b4d99b62daf1f4a92a5d60502fd2444ac2a576b6568e94e74f1e8769");
  EXPECT_EQ(tc3_authorization(call("DescribeTaskDetail", body), account()),
            std::string(kScope) + "8549f3b399b78d5897e11770f11300cc67928eb27d84557d016e94c576bcbbe9");
}

TEST(Tc3, EscapedCharactersAreSignedAsTheyAreSent) {
  const std::string body =
      R"({"ModelName": "Hunyuan", "ModelVersion": "3.0", "Prompt": "\u6d77\u8fb9\u7684\u706f\u5854"})";
  EXPECT_EQ(tc3_authorization(call("CreateAigcImageTask", body), account()),
            std::string(kScope) + "0324f8175b874f065bcc67547eb7cf0f76a0035ae94b5e9622eba8a749c17eac");
}

TEST(Tc3, TheTokenOfTemporaryCredentialsIsAHeaderAndNotSigned) {
  Credentials temporary = account();
  temporary.token = Secret("TOKENEXAMPLE");
  const std::string body = R"({"Offset": 0, "Limit": 200})";
  EXPECT_EQ(tc3_authorization(call("DescribeSubAppIds", body), temporary),
            std::string(kScope) + "22e0897fc268ed4a2f799df1b11a34926aa229b6cdc6bd186cfd3e6dccdad322");
  bool sent = false;
  for (const auto& [name, value] : tc3_headers(call("DescribeSubAppIds", body), temporary))
    sent |= name == "X-TC-Token" && value == "TOKENEXAMPLE";
  EXPECT_TRUE(sent);
}

constexpr const char* kHost = "vod-test-1250000000.cos.ap-chongqing.myqcloud.com";
constexpr const char* kTime = "1759999940;1760010000";

std::string cos(const std::string& method, const std::string& path, const Headers& query,
                const std::string& length) {
  const Credentials temporary{"AKIDTEMPEXAMPLE00000000000000000001",
                              Secret("TempSecretKeyExample000000000001"), Secret("TOKENEXAMPLE")};
  return cos_authorization(
      {method,
       path,
       query,
       {{"content-length", length}, {"host", kHost}, {"x-cos-security-token", "TOKENEXAMPLE"}}},
      temporary, kTime);
}
std::string expected(const std::string& params, const std::string& signature) {
  return std::string("q-sign-algorithm=sha1&q-ak=AKIDTEMPEXAMPLE00000000000000000001&q-sign-time=") + kTime +
         "&q-key-time=" + kTime +
         "&q-header-list=content-length;host;x-cos-security-token&q-url-param-list=" + params +
         "&q-signature=" + signature;
}

TEST(CosSignature, OnePutWithABlankInTheKey) {
  EXPECT_EQ(cos("PUT", "/1250000000vodtest/5285485487985/media file.mp4", {}, "9"),
            expected("", "d77f09ec94babd2717197d096864feff3eeb261e"));
}
TEST(CosSignature, TheBeginningOfAnUploadInParts) {
  EXPECT_EQ(cos("POST", "/1250000000vodtest/5285485487985/media.mp4", {{"uploads", ""}}, "0"),
            expected("uploads", "439afb4c48e5b7c95c5d0986c11de079feb5c307"));
}
TEST(CosSignature, APart) {
  EXPECT_EQ(cos("PUT", "/1250000000vodtest/5285485487985/media.mp4",
                {{"partNumber", "2"}, {"uploadId", "UP1"}}, "1048576"),
            expected("partnumber;uploadid", "50660c38e7eb40c2e60b16c5a7a522791cd4ff2b"));
}
TEST(CosSignature, HeadersThatTheSignatureDoesNotCoverAreLeftOut) {
  const Credentials keys{"id", Secret("key"), {}};
  const CosCall plain{"GET", "/a", {}, {{"Host", "h"}}};
  CosCall more = plain;
  more.headers.emplace_back("User-Agent", "x");
  more.headers.emplace_back("Accept", "*/*");
  EXPECT_EQ(cos_authorization(plain, keys, kTime), cos_authorization(more, keys, kTime));
}

TEST(StandInSignatures, RefuseWhatWasChanged) {
  const std::string body = R"({"a":1})";
  test::SignedRequest request{"POST", "/", {}, {}, body};
  for (const auto& [name, value] : tc3_headers(call("SearchMedia", body), account()))
    request.headers[test::lower_name(name)] = value;
  EXPECT_EQ(test::verify_tc3(request, account().id, account().key.reveal()), "");
  test::SignedRequest changed = request;
  changed.body = R"({"a":2})";
  EXPECT_NE(test::verify_tc3(changed, account().id, account().key.reveal()), "");
  EXPECT_NE(test::verify_tc3(request, account().id, "another key"), "");
}

} // namespace
} // namespace cmdwright::exec
