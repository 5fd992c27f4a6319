#include "exec/put_object.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "exec/hash.h"
#include "exec/xml.h"

namespace cmdwright::exec {

namespace {

constexpr std::uint32_t kCompleteSeconds = 1200; ///< putting many parts together takes the storage a while

std::uint64_t number(std::string_view text) {
  std::uint64_t n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}

/// One upload in parts. Its workers take the next part that is not there yet; the first failure stops them
/// all.
class Multipart {
public:
  Multipart(CosClient& client, std::string key, const SourceFile& file, PutOptions options)
      : client_(client), key_(std::move(key)), file_(file), options_(std::move(options)),
        parts_(cut(file.size())), tags_(parts_.count), sent_(parts_.count) {}

  Task<CosReply> run() {
    if (options_.resume) co_await find_unfinished();
    if (upload_id_.empty()) {
      CosReply begun = co_await begin();
      if (!begun.ok()) co_return begun;
    }
    std::vector<Task<void>> workers;
    const auto most = std::min<std::uint64_t>(std::max(options_.parallel, 1U), parts_.count);
    for (std::uint64_t i = 0; i < most; ++i) workers.push_back(work());
    co_await client_.loop().all(std::move(workers));
    if (!failed_.ok()) co_return failed_;
    if (!file_.unchanged()) co_return changed();
    co_return co_await complete();
  }

private:
  static CosReply changed() {
    CosReply reply;
    reply.kind = CosReply::Kind::Changed;
    reply.text = "the file was written to while it was being sent";
    return reply;
  }

  Task<CosReply> begin() {
    CosOrder order;
    order.method = "POST";
    order.key = key_;
    order.query = {{"uploads", ""}};
    order.timeout = 60;
    CosReply reply = co_await client_.call(std::move(order));
    if (reply.ok()) upload_id_ = xml_text(reply.body, "UploadId");
    if (reply.ok() && upload_id_.empty()) {
      reply.kind = CosReply::Kind::Failed;
      reply.text = "storage: the answer to the beginning of an upload has no UploadId";
    }
    co_return reply;
  }

  /// An unfinished upload of the same key, and those of its parts that agree with the file. Whatever goes
  /// wrong here only means that everything is sent.
  Task<void> find_unfinished() {
    CosOrder order;
    order.method = "GET";
    order.query = {{"uploads", ""},         {"prefix", key_},         {"delimiter", ""},
                   {"key-marker", ""},      {"upload-id-marker", ""}, {"max-uploads", "1000"},
                   {"encoding-type", "url"}};
    order.timeout = 60;
    const CosReply reply = co_await client_.call(std::move(order));
    if (!reply.ok()) co_return;
    std::string id;
    for (const std::string_view upload : xml_all(reply.body, "Upload")) {
      const std::string key = xml_text(upload, "Key");
      if (key == key_ || key == percent_encoded(key_) || key == percent_encoded(key_, "/"))
        id = xml_text(upload, "UploadId");
    }
    if (id.empty()) co_return;
    std::string marker;
    for (unsigned page = 0; page < 11; ++page) {
      CosOrder list;
      list.method = "GET";
      list.key = key_;
      list.query = {{"uploadId", id}};
      if (!marker.empty()) list.query.emplace_back("part-number-marker", marker);
      list.timeout = 60;
      const CosReply parts = co_await client_.call(std::move(list));
      if (!parts.ok() || !agree(parts.body)) {
        std::fill(tags_.begin(), tags_.end(), std::string{});
        std::fill(sent_.begin(), sent_.end(), 0);
        total_ = 0;
        co_return; // parts of another file: begin anew
      }
      marker = xml_text(parts.body, "NextPartNumberMarker");
      if (xml_text(parts.body, "IsTruncated") != "true" || marker.empty()) break;
    }
    upload_id_ = id;
  }

  bool agree(const std::string& xml) {
    for (const std::string_view part : xml_all(xml, "Part")) {
      const std::uint64_t index = number(xml_text(part, "PartNumber")) - 1;
      if (index >= parts_.count || number(xml_text(part, "Size")) != parts_.size_of(index)) return false;
      const std::string tag = xml_text(part, "ETag");
      if (tag.find(hex(file_.md5_of(index * parts_.size, parts_.size_of(index)))) == std::string::npos)
        return false;
      tags_[index] = tag;
      sent_[index] = parts_.size_of(index);
      total_ += sent_[index];
    }
    return true;
  }

  Task<void> work() {
    while (failed_.ok() && next_ < parts_.count) {
      const std::uint64_t index = next_++;
      if (!tags_[index].empty()) continue;
      CosOrder order;
      order.key = key_;
      order.query = {{"partNumber", std::to_string(index + 1)}, {"uploadId", upload_id_}};
      order.file = &file_;
      order.offset = index * parts_.size;
      order.size = parts_.size_of(index);
      order.on_sent = [this, index](std::uint64_t bytes) { moved(index, bytes); };
      CosReply reply = co_await client_.call(std::move(order));
      if (reply.ok() && reply.etag.empty()) {
        reply.kind = CosReply::Kind::Failed;
        reply.text = "storage: a part was taken without an ETag";
      }
      if (reply.ok() && !file_.unchanged()) reply = changed();
      if (!reply.ok()) {
        if (failed_.ok()) failed_ = std::move(reply);
        co_return;
      }
      tags_[index] = reply.etag;
    }
  }

  Task<CosReply> complete() {
    CosOrder order;
    order.method = "POST";
    order.key = key_;
    order.query = {{"uploadId", upload_id_}};
    order.body = "<CompleteMultipartUpload>";
    for (std::uint64_t i = 0; i < parts_.count; ++i)
      order.body +=
          "<Part><PartNumber>" + std::to_string(i + 1) + "</PartNumber><ETag>" + tags_[i] + "</ETag></Part>";
    order.body += "</CompleteMultipartUpload>";
    order.timeout = kCompleteSeconds;
    CosReply reply = co_await client_.call(std::move(order));
    if (!reply.ok() && reply.repeated && reply.code == "NoSuchUpload") {
      reply.kind = CosReply::Kind::Ok; // the first attempt was done and only its answer got lost;
                                       // CommitUpload would tell
    } else if (reply.ok() && xml_text(reply.body, "ETag").empty()) {
      reply.kind = CosReply::Kind::Failed;
      reply.text = "storage: the parts could not be put together " + xml_text(reply.body, "Code");
    }
    co_return reply;
  }

  void moved(std::uint64_t index, std::uint64_t bytes) {
    total_ += bytes - sent_[index];
    sent_[index] = bytes;
    if (options_.on_progress) options_.on_progress(total_);
  }

  CosClient& client_;
  std::string key_;
  const SourceFile& file_;
  PutOptions options_;
  Parts parts_;
  std::string upload_id_;
  std::vector<std::string> tags_; ///< ETag of each part that is there
  std::vector<std::uint64_t> sent_;
  std::uint64_t total_ = 0;
  std::uint64_t next_ = 0;
  CosReply failed_;
};

} // namespace

Parts cut(std::uint64_t file_size) {
  Parts parts;
  parts.size = kPartSize;
  parts.count = std::max<std::uint64_t>((file_size + kPartSize - 1) / kPartSize, 1);
  if (parts.count > kMostParts) {
    parts.count = kMostParts;
    parts.size = file_size / kMostParts;
  }
  parts.last = file_size - parts.size * (parts.count - 1);
  return parts;
}

Task<CosReply> put_object(CosClient& client, std::string key, const SourceFile& file, PutOptions options) {
  if (file.size() > kPartSize) {
    Multipart multipart(client, std::move(key), file, std::move(options));
    co_return co_await multipart.run();
  }
  CosOrder order;
  order.key = std::move(key);
  order.file = &file;
  order.size = file.size();
  order.on_sent = options.on_progress;
  CosReply reply = co_await client.call(std::move(order));
  if (reply.ok() && !file.unchanged()) {
    reply.kind = CosReply::Kind::Changed;
    reply.text = "the file was written to while it was being sent";
  }
  co_return reply;
}

} // namespace cmdwright::exec
