#include "suite/study.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/pack.h"
#include "transcript/reader.h"

namespace cmdwright::test {
namespace {

suite::Study study_of(const std::string& conversations) {
  suite::Study study;
  const suite::Oracle oracle([]() -> const understand::Understander& { return built_in().understander(); });
  transcript::Reader reader(transcript::memory_input(conversations), "t");
  transcript::Conversation c;
  while (reader.next(c) == transcript::Event::Conversation) {
    const suite::Behaviour behaviour = suite::behaviour_of(c, built_in().spec());
    study.add("t:" + std::to_string(c.index + 1), behaviour.turns.size(),
              oracle.disagreements(behaviour, *understand::parse_now("2026-02-10T12:00:00+08:00")));
  }
  return study;
}

std::string said(const std::string& request, const std::string& answer) {
  return R"({"messages":[{"role":"user","content":")" + request + R"("},{"role":"assistant","content":")" +
         answer + "\"}]}\n";
}

TEST(Study, TheLargestGroupComesFirst) {
  const std::string command = "python scripts/vod_process_media.py transcode --file-id ";
  const auto asked = [](const std::string& id) { return "transcode " + id + " to 720p"; };
  const std::string a = "5145403721233902989";
  const std::string b = "387702299774155981";
  const suite::Study study = study_of(
      said(asked(a), command + a + " --quality sd") + said(asked(b), command + b + " --quality sd --json") +
      said(asked(a), command + a + " --quality hd") + said("transcode my video to 720p", "I cannot."));
  EXPECT_EQ(study.disagreements(), 3U);
  EXPECT_EQ(study.text(0), "    2  vod_process_media.py transcode --quality: another value\n"
                           "           2  --quality: sd instead of hd\n"
                           "    1  the agent gives a refusal, the generator a question\n"
                           "    1  vod_process_media.py transcode --json: too much\n"
                           "           1  --json is too much\n"
                           "\n3 of 4 turns in 4 conversations differ from the generator\n");
  const auto json = nlohmann::json::parse(study.json(1));
  EXPECT_EQ(json["groups"][0]["count"], 2);
  EXPECT_EQ(json["groups"][0]["examples"].size(), 1U);
  EXPECT_EQ(json["groups"][0]["examples"][0]["place"], "t:1");
}

TEST(Study, WhatAgreesIsNotListed) {
  EXPECT_EQ(study_of(said("delete media 5145403721233902989", "No script can delete media.")).text(3),
            "0 of 1 turns in 1 conversations differ from the generator\n");
}

} // namespace
} // namespace cmdwright::test
