#include "stand_in/stand_in.h"

#include <ctime>

namespace cmdwright::test {

namespace {

const std::map<std::string, std::string> kTaskTypes = {
    {"ProcessMedia", "Procedure"},
    {"ProcessMediaByProcedure", "Procedure"},
    {"PullUpload", "PullUpload"},
    {"CreateAigcImageTask", "AigcImageTask"},
    {"CreateAigcVideoTask", "AigcVideoTask"},
    {"CreateSceneAigcImageTask", "SceneAigcImageTask"},
    {"CreateSceneAigcVideoTask", "SceneAigcVideoTask"},
    {"ImportMediaKnowledge", "ImportMediaKnowledge"},
    {"ProcessImageAsync", "ProcessImageAsync"},
    {"CreateAigcAdvancedCustomElement", "CreateAigcAdvancedCustomElement"}};

std::string instant(std::time_t moment) {
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&moment));
  return text;
}

/// Sub-tasks of a ProcessMedia request with results.
Json media_results(const Json& request, bool good) {
  static const std::vector<std::pair<std::string, std::pair<std::string, std::string>>> kKinds = {
      {"TranscodeTaskSet", {"Transcode", "TranscodeTask"}},
      {"SnapshotByTimeOffsetTaskSet", {"SnapshotByTimeOffset", "SnapshotByTimeOffsetTask"}},
      {"AnimatedGraphicTaskSet", {"AnimatedGraphics", "AnimatedGraphicTask"}},
      {"SampleSnapshotTaskSet", {"SampleSnapshot", "SampleSnapshotTask"}},
      {"ImageSpriteTaskSet", {"ImageSprites", "ImageSpriteTask"}},
      {"CoverBySnapshotTaskSet", {"CoverBySnapshot", "CoverBySnapshotTask"}},
      {"AdaptiveDynamicStreamingTaskSet", {"AdaptiveDynamicStreaming", "AdaptiveDynamicStreamingTask"}}};
  Json list = Json::array();
  for (const auto& [field, names] : kKinds) {
    if (!request.contains("MediaProcessTask") || !request["MediaProcessTask"].contains(field)) continue;
    const std::string url =
        "https://media.example.com/" + request.value("FileId", "x") + "/" + names.first + ".bin";
    Json output = {{"Url", url}};
    if (names.first == "CoverBySnapshot") output = {{"CoverUrl", url}};
    if (names.first == "SampleSnapshot" || names.first == "ImageSprites") output = {{"ImageUrlSet", {url}}};
    list.push_back({{"Type", names.first},
                    {names.second,
                     {{"Status", good ? "SUCCESS" : "FAIL"},
                      {"ErrCodeExt", good ? "" : "InternalError"},
                      {"ErrCode", good ? 0 : 70000},
                      {"Message", good ? "" : "made to fail"},
                      {"Output", output}}}});
  }
  return list;
}

/// Details of a finished task, below the field that holds them.
std::pair<std::string, Json> details_of(const StandInTask& task, bool good) {
  const Json file = {{"FileUrl", "https://media.example.com/" + task.id + "/result.bin"},
                     {"FileType", "bin"},
                     {"StorageMode", "Temporary"}};
  Json out = {{"ErrCode", good ? 0 : 70000},
              {"ErrCodeExt", good ? "" : "InternalError"},
              {"Message", good ? "" : "made to fail"}};
  if (task.type == "Procedure") {
    out["FileId"] = task.request.value("FileId", "");
    out["MediaProcessResultSet"] = media_results(task.request, good);
    return {"ProcedureTask", out};
  }
  if (task.type == "PullUpload") {
    out["FileId"] = "52854854" + std::to_string(100000000 + task.polls) + task.id.substr(task.id.size() - 4);
    out["FileUrl"] = "https://media.example.com/pulled.mp4";
    return {"PullUploadTask", out};
  }
  if (task.type == "ProcessImageAsync") {
    out["Output"] = {{"OutputText", "A cat on a chair."}, {"FileInfo", file}};
    return {"ProcessImageAsyncTask", out};
  }
  if (task.type == "CreateAigcAdvancedCustomElement") {
    out["Output"] = {{"InfoList", {{{"ElementId", "9001"}, {"ElementInfo", "{}"}}}}};
    return {"CreateAigcAdvancedCustomElementTask", out};
  }
  if (task.type == "ImportMediaKnowledge") {
    out["FileId"] = task.request.value("FileId", "");
    return {"ImportMediaKnowledge", out};
  }
  out["Output"] = {{"FileInfos", {file}}};
  return {task.type, out};
}

} // namespace

Json StandIn::task_answer(StandInTask& task) {
  if (task.polls < options_.polls) ++task.polls;
  task.finished = task.polls >= options_.polls;
  Json out = {{"TaskType", task.type},
              {"Status", task.finished ? "FINISH" : "PROCESSING"},
              {"CreateTime", instant(std::time(nullptr))}};
  if (task.finished) {
    const auto [field, details] = details_of(task, !failing_.contains(task.action));
    out[field] = details;
  }
  return out;
}

Json StandIn::start_task(const std::string& action, const Json& body, std::string& error) {
  const std::string session = body.value("SessionId", "");
  if (!session.empty() && !sessions_.insert(session).second) {
    error = "InvalidParameterValue.SessionId";
    return {};
  }
  StandInTask& task = tasks_.emplace_back();
  task.action = action;
  task.session = session;
  task.request = body;
  task.type = kTaskTypes.at(action);
  task.id = "1500012345-" + task.type + "-" + std::to_string(1000 + next_++);
  return {{"TaskId", task.id}};
}

Json StandIn::act(const std::string& action, const Json& body, std::string& error) {
  if (kTaskTypes.contains(action)) return start_task(action, body, error);
  if (action == "DescribeTaskDetail") {
    for (StandInTask& task : tasks_)
      if (task.id == body.value("TaskId", "")) return task_answer(task);
    error = "InvalidParameterValue.TaskId";
    return {};
  }
  if (action == "DescribeTasks") {
    Json list = Json::array();
    for (const StandInTask& task : tasks_)
      list.push_back({{"TaskId", task.id},
                      {"TaskType", task.type},
                      {"SessionId", task.session},
                      {"FileId", task.request.value("FileId", "")},
                      {"Status", task.finished ? "FINISH" : "PROCESSING"}});
    return {{"TaskSet", list}};
  }
  if (action == "ApplyUpload") {
    const std::string n = std::to_string(next_++);
    Upload upload;
    upload.media_key = body.contains("MediaStoragePath")
                           ? body["MediaStoragePath"].get<std::string>().substr(1)
                           : "1250000000vodtest/" + n + "/media file." + body.value("MediaType", "");
    if (body.contains("CoverType"))
      upload.cover_key = "1250000000vodtest/" + n + "/cover." + body["CoverType"].get<std::string>();
    upload.id = "AKIDTEMP" + n;
    upload.key = "TempKeyExample" + n;
    upload.token = "TempTokenExample" + n;
    uploads_["session-" + n] = upload;
    return {{"StorageBucket", "vod-test-1250000000"},
            {"StorageRegion", "ap-chongqing"},
            {"VodSessionKey", "session-" + n},
            {"MediaStoragePath", "/" + upload.media_key},
            {"CoverStoragePath", upload.cover_key.empty() ? "" : "/" + upload.cover_key},
            {"TempCertificate",
             {{"SecretId", upload.id},
              {"SecretKey", upload.key},
              {"Token", upload.token},
              {"ExpiredTime", std::time(nullptr) + 3600}}}};
  }
  if (action == "CommitUpload") {
    const auto it = uploads_.find(body.value("VodSessionKey", ""));
    if (it == uploads_.end() || !objects_.contains(it->second.media_key)) {
      error = "InvalidParameterValue.VodSessionKey";
      return {};
    }
    Upload& upload = it->second;
    if (upload.file_id.empty()) upload.file_id = "52854854879" + std::to_string(10000000 + next_++);
    upload.committed = true;
    media_[upload.file_id] = {{"FileId", upload.file_id}, {"BasicInfo", {{"Name", "media"}}}};
    Json out = {{"FileId", upload.file_id},
                {"MediaUrl", "https://media.example.com/" + upload.file_id + ".mp4"}};
    if (!upload.cover_key.empty()) out["CoverUrl"] = "https://media.example.com/cover.jpg";
    return out;
  }
  if (action == "ParseStreamingManifest") return {{"MediaSegmentSet", {"part1.ts", "sub/part2.ts"}}};
  if (action == "DescribeMediaInfos") {
    Json list = Json::array();
    for (const Json& id : body["FileIds"])
      list.push_back({{"FileId", id},
                      {"BasicInfo", {{"Name", "media"}, {"MediaUrl", "https://media.example.com/a.mp4"}}}});
    return {{"MediaInfoSet", list}, {"NotExistFileIdSet", Json::array()}};
  }
  if (action == "SearchMedia")
    return {{"TotalCount", 42}, {"MediaInfoSet", {{{"FileId", "5285485487985271487"}}}}};
  if (action == "SearchMediaBySemantics")
    return {{"SearchResults", {{{"FileId", "5285485487985271487"}, {"Score", 0.9}}}}};
  if (action == "DescribeSubAppIds")
    return {{"TotalCount", 2},
            {"SubAppIdInfoSet",
             {{{"SubAppId", 1500000001}, {"SubAppIdName", "Alpha"}, {"Description", "first"}},
              {{"SubAppId", 1500000002}, {"SubAppIdName", "Beta"}, {"Description", "second"}}}}};
  if (action == "CreateAigcApiToken") {
    tokens_.push_back("NewChatTokenExample" + std::to_string(1000000 + next_++));
    return {{"ApiToken", tokens_.back()}};
  }
  if (action == "DescribeAigcApiTokens") return {{"ApiTokens", tokens_}};
  if (action == "DeleteAigcApiToken") return Json::object();
  if (action == "DescribeAigcUsageData")
    return {
        {"AigcUsageDataSet",
         {{{"Specification", "4K"}, {"DataSet", {{{"Time", "2026-01-01"}, {"Count", 3}, {"Usage", 1.5}}}}}}}};
  if (action == "CreateProcessImageAsyncTemplate") return {{"Definition", 30000 + next_++}};
  error = "InvalidAction";
  return {};
}

Fault StandIn::fault_of(const std::string& action) {
  if (const auto it = next_faults_.find(action); it != next_faults_.end() && !it->second.empty()) {
    const Fault fault = it->second.front();
    it->second.erase(it->second.begin());
    return fault;
  }
  return fault_ ? fault_(action) : Fault::None;
}

void StandIn::set_fault(std::function<Fault(const std::string&)> fault) {
  const std::lock_guard guard(lock_);
  fault_ = std::move(fault);
}
void StandIn::fail_next(const std::string& action, std::vector<Fault> faults) {
  const std::lock_guard guard(lock_);
  next_faults_[action] = std::move(faults);
}
void StandIn::fail_tasks(std::set<std::string> actions) {
  const std::lock_guard guard(lock_);
  failing_ = std::move(actions);
}
void StandIn::set_polls(unsigned polls) {
  const std::lock_guard guard(lock_);
  options_.polls = polls;
}
void StandIn::forget_tasks() {
  const std::lock_guard guard(lock_);
  tasks_.clear();
}

std::vector<SeenRequest> StandIn::seen() const {
  const std::lock_guard guard(lock_);
  return seen_;
}

std::vector<std::string> StandIn::actions() const {
  std::vector<std::string> out;
  for (const SeenRequest& request : seen()) out.push_back(request.action);
  return out;
}

Json StandIn::body_of(const std::string& action) const {
  for (const SeenRequest& request : seen())
    if (request.action == action) return request.body;
  return {};
}

unsigned StandIn::count(const std::string& action) const {
  unsigned n = 0;
  for (const SeenRequest& request : seen()) n += request.action == action ? 1 : 0;
  return n;
}

std::vector<StandInTask> StandIn::tasks() const {
  const std::lock_guard guard(lock_);
  return tasks_;
}

unsigned StandIn::duplicates() const {
  std::map<std::string, unsigned> started;
  unsigned twice = 0;
  for (const StandInTask& task : tasks()) {
    Json request = task.request;
    request.erase("SessionId");
    if (++started[task.action + request.dump()] > 1) ++twice;
  }
  return twice;
}

std::map<std::string, std::string> StandIn::objects() const {
  const std::lock_guard guard(lock_);
  return objects_;
}

std::vector<std::string> StandIn::signature_errors() const {
  const std::lock_guard guard(lock_);
  return signature_errors_;
}

} // namespace cmdwright::test
