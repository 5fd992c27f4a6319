// What `cmdwright test` does with transcripts instead of suites: recording and studying them.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "cli/pack_option.h"
#include "cli/world.h"

namespace cmdwright::cli {

/// Writes a suite and its conversations for each transcript into `folder`. Returns the exit status.
int record_transcripts(World& world, const Engine& engine, const std::vector<std::string>& files,
                       const std::string& folder, bool redact);

/// Lists where the transcripts' agents and the generator disagree. Returns the exit status.
int study_transcripts(World& world, const Engine& engine, const RequestOptions& request,
                      const std::vector<std::string>& files, bool json, std::size_t examples,
                      const std::atomic<bool>& stop);

} // namespace cmdwright::cli
