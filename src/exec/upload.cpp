#include "exec/upload.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "command/value.h"
#include "exec/transform.h"
#include "text/files.h"
#include "text/words.h"

namespace cmdwright::exec {

namespace fs = std::filesystem;

namespace {

constexpr unsigned kSessions = 3; ///< upload sessions that are opened before giving up on expired credentials
constexpr std::size_t kMostSegments = 100000;
constexpr std::size_t kLargestManifest = std::size_t{8} << 20U;

/// What ApplyUpload answers.
struct Session {
  std::string bucket;
  std::string region;
  std::string key;
  std::string media;
  std::string cover;
  Credentials credentials;
};

std::string without_slash(const std::string& path) {
  return path.starts_with('/') ? path.substr(1) : path;
}

std::string replaced(std::string text, std::string_view what, const std::string& with) {
  const std::size_t at = text.find(what);
  return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

std::string with_unit(double bytes) {
  static constexpr const char* kUnits[] = {"B", "KiB", "MiB", "GiB", "TiB"};
  std::size_t unit = 0;
  for (; bytes >= 1024 && unit < 4; ++unit) bytes /= 1024;
  return unit == 0 ? fmt::format("{:.0f} B", bytes) : fmt::format("{:.1f} {}", bytes, kUnits[unit]);
}

/// One line that shows how far an upload is, at most ten times a second.
class Bar {
public:
  Bar(Loop& loop, Reporter& report, std::string label, std::uint64_t total)
      : loop_(loop), report_(report), label_(std::move(label)), total_(total), begun_(Loop::Clock::now()) {}

  void moved(std::uint64_t bytes) {
    const Loop::Clock::time_point now = Loop::Clock::now();
    if (now - shown_ < Milliseconds(100) && bytes < total_) return;
    shown_ = now;
    const double share = total_ == 0 ? 1.0 : static_cast<double>(bytes) / static_cast<double>(total_);
    const auto full = static_cast<std::size_t>(share * 20);
    report_.progress(fmt::format("{} [{}{}] {:3.0f} % {}/s {:.0f} s", label_, std::string(full, '#'),
                                 std::string(20 - std::min<std::size_t>(full, 20), '-'), share * 100,
                                 with_unit(static_cast<double>(bytes) / std::max(seconds(), 0.001)),
                                 seconds()));
  }
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(Loop::Clock::now() - begun_).count();
  }

private:
  Loop& loop_;
  Reporter& report_;
  std::string label_;
  std::uint64_t total_;
  Loop::Clock::time_point begun_;
  Loop::Clock::time_point shown_{};
};

class Upload {
public:
  Upload(ServiceClient& service, UploadOrder order, Reporter& report)
      : service_(service), order_(std::move(order)), report_(report) {}

  Task<Uploaded> run() {
    Uploaded out;
    const bool opened = open(out) && co_await find_segments(out);
    if (!opened) co_return out;
    std::uint64_t total = 0;
    for (const Piece& piece : pieces_) total += piece.file.size();
    out.bytes = total;
    Bar bar(service_.http().loop(), report_, order_.label + fs::path(order_.file).filename().string(), total);
    Session session;
    for (unsigned attempt = 1;; ++attempt) {
      const std::string last_media = session.media;
      const bool applied = co_await apply(session, out);
      if (!applied) co_return out;
      const bool resume = order_.resume || (attempt > 1 && session.media == last_media);
      const CosReply sent = co_await send_all(session, resume, bar);
      if (sent.ok()) break;
      if (sent.kind == CosReply::Kind::Expired && attempt < kSessions) {
        report_.note(order_.label + "the upload's temporary credentials have run out; getting new ones");
        continue;
      }
      out.kind =
          sent.kind == CosReply::Kind::Interrupted ? Uploaded::Kind::Interrupted : Uploaded::Kind::Failed;
      out.text = sent.kind == CosReply::Kind::Interrupted ? "the upload was interrupted; nothing is stored"
                                                          : sent.text + "; nothing is stored";
      co_return out;
    }
    report_.progress("");
    Json commit = order_.commit;
    commit["VodSessionKey"] = session.key;
    out.answer = co_await service_.call("CommitUpload", commit,
                                        [&](const std::string& why) { report_.note(order_.label + why); });
    if (out.answer.ok()) {
      out.response = out.answer.response;
    } else {
      out.kind = Uploaded::Kind::Failed;
      out.text = "the file was sent, but the service did not take it over: " + out.answer.text();
    }
    out.seconds = bar.seconds();
    co_return out;
  }

private:
  struct Piece {
    SourceFile file;
    enum class What : std::uint8_t { Media, Cover, Segment } what;
    std::string path; ///< of a segment, below the manifest's folder
  };

  bool add(const std::string& path, Piece::What what, const std::string& below, Uploaded& out) {
    Result<SourceFile> file = SourceFile::open(path);
    if (file) {
      pieces_.push_back({std::move(*file), what, below});
      return true;
    }
    out.kind = Uploaded::Kind::BadFile;
    out.text = file.error().text();
    return false;
  }

  bool open(Uploaded& out) {
    if (text_at(order_.apply, "MediaType").empty()) {
      out.kind = Uploaded::Kind::BadFile;
      out.text = order_.file + ": the name has no extension; say with --media-type what it is";
      return false;
    }
    return add(order_.file, Piece::What::Media, {}, out) &&
           (order_.cover.empty() || add(order_.cover, Piece::What::Cover, {}, out));
  }

  /// Manifests name further files, which go along; the service reads the manifests.
  Task<bool> find_segments(Uploaded& out) {
    const std::string type = text_at(order_.apply, "MediaType");
    if (!is_manifest(type)) co_return true;
    std::deque<std::pair<std::string, std::string>> manifests = {{order_.file, type}};
    std::set<std::string> seen;
    const fs::path base = fs::path(order_.file).parent_path();
    std::string below; // folder of the manifest in hand, below the first one's
    while (!manifests.empty()) {
      const auto [path, kind] = manifests.front();
      manifests.pop_front();
      below = fs::path(path).parent_path().lexically_relative(base).string();
      const Result<std::string> content = read_file(path);
      if (!content || content->size() > kLargestManifest) {
        out.kind = Uploaded::Kind::BadFile;
        out.text = content ? path + ": is too large for a manifest" : content.error().text();
        co_return false;
      }
      const Json body = {{"MediaManifestContent", *content}, {"ManifestType", kind}};
      Answer answer = co_await service_.call("ParseStreamingManifest", body);
      if (!answer.ok()) {
        out.kind = Uploaded::Kind::Failed;
        out.text = path + ": the service cannot read the manifest: " + answer.text();
        out.answer = std::move(answer);
        co_return false;
      }
      for (const Json* name : all_at(answer.response, "MediaSegmentSet[]")) {
        const Result<std::string> segment =
            segment_path(below == "." ? "" : below, name->is_string() ? name->get<std::string>() : "");
        if (!segment) {
          out.kind = Uploaded::Kind::BadFile;
          out.text = path + ": " + segment.error().text();
          co_return false;
        }
        if (!seen.insert(*segment).second) continue;
        if (seen.size() > kMostSegments ||
            !add((base / *segment).string(), Piece::What::Segment, *segment, out)) {
          if (out.text.empty()) out.text = path + ": names too many files";
          out.kind = Uploaded::Kind::BadFile;
          co_return false;
        }
        const std::string extension = ascii_lower(fs::path(*segment).extension().string());
        if (extension.size() > 1 && is_manifest(extension.substr(1)))
          manifests.emplace_back((base / *segment).string(), extension.substr(1));
      }
    }
    co_return true;
  }
  static bool is_manifest(const std::string& type) { return type == "m3u8" || type == "mpd"; }

  Task<bool> apply(Session& session, Uploaded& out) {
    out.answer = co_await service_.call("ApplyUpload", order_.apply,
                                        [&](const std::string& why) { report_.note(order_.label + why); });
    const Json& r = out.answer.response;
    if (out.answer.ok()) {
      session.bucket = text_at(r, "StorageBucket");
      session.region = text_at(r, "StorageRegion");
      session.key = text_at(r, "VodSessionKey");
      session.media = without_slash(text_at(r, "MediaStoragePath"));
      session.cover = without_slash(text_at(r, "CoverStoragePath"));
      session.credentials = service_.credentials();
      if (const Json* certificate = member(r, "TempCertificate");
          certificate != nullptr && certificate->is_object())
        session.credentials = {text_at(*certificate, "SecretId"), Secret(text_at(*certificate, "SecretKey")),
                               Secret(text_at(*certificate, "Token"))};
      const bool whole = plain_name(session.bucket) && plain_name(session.region) && !session.key.empty() &&
                         !session.media.empty();
      if (whole) co_return true;
      out.answer.kind = Answer::Kind::Unclear;
      out.answer.message = "the answer to ApplyUpload does not say where to upload to";
    }
    out.kind =
        out.answer.kind == Answer::Kind::Interrupted ? Uploaded::Kind::Interrupted : Uploaded::Kind::Failed;
    out.text = out.answer.text();
    co_return false;
  }
  /// The bucket and the region become part of a host name.
  static bool plain_name(const std::string& text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_alnum(c) || c == '-'; });
  }

  Task<CosReply> send_all(const Session& session, bool resume, Bar& bar) {
    const std::string host =
        replaced(replaced(order_.storage_host, "{bucket}", session.bucket), "{region}", session.region);
    CosClient client(service_.http(), host,
                     order_.storage_base.empty() ? "https://" + host : order_.storage_base,
                     session.credentials, service_.settings().clock);
    const std::string folder = fs::path(session.media).parent_path().string();
    std::uint64_t before = 0;
    CosReply reply;
    for (const Piece& piece : pieces_) {
      std::string key = piece.what == Piece::What::Media ? session.media : session.cover;
      if (piece.what == Piece::What::Segment) key = (fs::path(folder) / piece.path).string();
      if (key.empty()) continue; // a cover that the service has no place for
      PutOptions options;
      options.parallel = order_.parallel;
      options.resume = resume;
      options.on_progress = [&bar, before](std::uint64_t bytes) { bar.moved(before + bytes); };
      reply = co_await put_object(client, key, piece.file, options);
      if (!reply.ok()) {
        reply.text = piece.file.path() + ": " + reply.text;
        co_return reply;
      }
      before += piece.file.size();
    }
    co_return reply;
  }

  ServiceClient& service_;
  UploadOrder order_;
  Reporter& report_;
  std::vector<Piece> pieces_;
};

} // namespace

Result<std::string> segment_path(const std::string& folder_in_manifest, const std::string& name) {
  if (name.empty()) return Error{"names a segment without a name", ""};
  if (name.find("://") != std::string::npos) return Error{"names '" + name + "', which is no local file", ""};
  const fs::path path = (fs::path(folder_in_manifest) / name).lexically_normal();
  if (path.is_absolute() || path.begin() == path.end() || *path.begin() == "..")
    return Error{"names '" + name + "', which lies outside its folder", ""};
  return path.string();
}

Task<Uploaded> upload_file(ServiceClient& service, UploadOrder order, Reporter& report) {
  Upload upload(service, std::move(order), report);
  co_return co_await upload.run();
}

} // namespace cmdwright::exec
