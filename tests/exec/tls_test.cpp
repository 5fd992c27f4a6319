// Certificates are always verified.
#include <fstream>

#include <gtest/gtest.h>

#include "exec/executor.h"
#include "stand_in/tls.h"

namespace cmdwright::test {
namespace {

constexpr const char* kQuery = "python scripts/vod_describe_media.py --file-id 5145403721233902989";

TEST(Tls, AnUnknownAuthorityIsRefusedAndAKnownOneTaken) {
  StandIn service;
  const TlsFront front(service.url());
  Executor executor(service);
  executor.settings.endpoint = *exec::parse_endpoint("https://localhost:" + std::to_string(front.port()));
  const Ran refused = executor.run(kQuery);
  EXPECT_EQ(refused.status(), "failed");
  EXPECT_NE(refused.last().error.find("certificate"), std::string::npos) << refused.everything();
  EXPECT_TRUE(service.seen().empty());
  executor.settings.ca_file = executor.folder.write("ca.pem", front.certificate());
  EXPECT_EQ(executor.run(kQuery).status(), "done");
  EXPECT_TRUE(service.signature_errors().empty());
}

TEST(Tls, TheNameInTheCertificateCounts) {
  StandIn service;
  const TlsFront front(service.url());
  Executor executor(service);
  executor.settings.ca_file = executor.folder.write("ca.pem", front.certificate());
  executor.settings.endpoint = *exec::parse_endpoint("https://127.0.0.1:" + std::to_string(front.port()));
  EXPECT_EQ(executor.run(kQuery).status(), "failed");
  EXPECT_TRUE(service.seen().empty());
}

} // namespace
} // namespace cmdwright::test
