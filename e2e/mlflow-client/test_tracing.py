"""Traces: spans of decorated functions and of the client, their search, and what is said of them."""

import threading
import time

import mlflow
import pytest
import requests
from mlflow.entities import AssessmentSource, SpanEvent, SpanType
from mlflow.exceptions import MlflowException
from support import all_pages, check_each, wait_until

pytestmark = pytest.mark.tracing


@pytest.fixture(autouse=True)
def traces_go_to(experiment_id):
    mlflow.tracing.reset()
    mlflow.set_experiment(experiment_id=experiment_id)


def flush():
    """Waits until the client has sent what it has: some seconds in new clients, nothing at all in old ones."""
    mlflow.flush_trace_async_logging()


def last_trace():
    flush()
    return mlflow.get_trace(mlflow.get_last_active_trace_id())


def find(experiment_id, filter_string=None, **more):
    """What the client has sent; to be flushed before."""
    return mlflow.MlflowClient().search_traces([experiment_id], filter_string=filter_string, **more)


def names(traces):
    return sorted(trace.info.tags["mlflow.traceName"] for trace in traces)


@mlflow.trace(span_type=SpanType.TOOL, attributes={"temperature": 1.0, "n": 2**60, "list": [1, 2.5, "x", None]})
def double(x):
    return 2 * x


@mlflow.trace
def answer(question, times=2):
    with mlflow.start_span("ask", span_type=SpanType.LLM) as span:
        span.set_inputs({"question": question})
        span.set_attributes({"model": "small", "mlflow.chat.tokenUsage": usage(10, 5)})
        span.add_event(SpanEvent("first word", attributes={"after": 3}))
        span.set_outputs(["yes", 1])
    mlflow.update_current_trace(tags={"team": "growth"})
    return double(times)


@mlflow.trace
def fail():
    raise ValueError("it failed: ö")


def usage(given, made):
    return {"input_tokens": given, "output_tokens": made, "total_tokens": given + made}


def test_nested_functions(experiment_id):
    before = time.time_ns()
    assert answer("Hur mår du? 日本 😀") == 4
    trace = last_trace()
    assert trace.info.experiment_id == experiment_id
    assert trace.info.state == "OK"
    assert trace.info.tags["mlflow.traceName"] == "answer"
    assert trace.info.tags["team"] == "growth"
    assert trace.info.request_preview == '{"question": "Hur mår du? 日本 😀", "times": 2}'
    assert trace.info.response_preview == "4"
    assert before // 1_000_000 <= trace.info.request_time <= time.time_ns() // 1_000_000
    root, ask, tool = trace.data.spans
    assert [span.name for span in (root, ask, tool)] == ["answer", "ask", "double"]
    assert (root.parent_id, ask.parent_id, tool.parent_id) == (None, root.span_id, root.span_id)
    assert (ask.span_type, tool.span_type) == ("LLM", "TOOL")
    assert before <= root.start_time_ns <= ask.start_time_ns <= ask.end_time_ns <= root.end_time_ns
    assert root.inputs == {"question": "Hur mår du? 日本 😀", "times": 2}
    assert (ask.inputs, ask.outputs) == ({"question": "Hur mår du? 日本 😀"}, ["yes", 1])
    assert [tool.get_attribute(key) for key in ("temperature", "n", "list")] == [1.0, 2**60, [1, 2.5, "x", None]]
    assert isinstance(tool.get_attribute("temperature"), float)
    assert [(event.name, event.attributes) for event in ask.events] == [("first word", {"after": 3})]
    assert trace.info.token_usage["total_tokens"] == 15


def test_errors(experiment_id):
    with pytest.raises(ValueError):
        fail()
    trace = last_trace()
    assert trace.info.state == "ERROR"
    (span,) = trace.data.spans
    assert span.status.status_code == "ERROR"
    assert "it failed: ö" in span.status.description
    assert span.events[0].attributes["exception.message"] == "it failed: ö"
    assert len(find(experiment_id, "status = 'ERROR'")) == 1


@pytest.mark.parametrize("is_async", ["true", "false"])
def test_export_in_and_out_of_turn(experiment_id, monkeypatch, is_async):
    monkeypatch.setenv("MLFLOW_ENABLE_ASYNC_TRACE_LOGGING", is_async)
    mlflow.tracing.reset()
    threads = [threading.Thread(target=answer, args=(f"question {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    flush()
    traces = wait_until(lambda: [found for found in [find(experiment_id)] if len(found) == 8])[0]
    assert all(len(trace.data.spans) == 3 for trace in traces)
    assert len({trace.info.trace_id for trace in traces}) == 8


def test_spans_of_the_client(client, experiment_id):
    root = client.start_trace("by hand", inputs={"a": 1}, tags={"k": "v"}, experiment_id=experiment_id)
    child = client.start_span("child", trace_id=root.trace_id, parent_id=root.span_id)
    client.end_span(root.trace_id, child.span_id, outputs={"b": 2})
    client.end_trace(root.trace_id, outputs="done", status="OK")
    flush()
    trace = mlflow.get_trace(root.trace_id)
    assert [(span.name, span.outputs) for span in trace.data.spans] == [("by hand", "done"), ("child", {"b": 2})]
    assert trace.info.tags["k"] == "v"


def test_generators_and_exceptions_in_the_middle(experiment_id):
    @mlflow.trace(output_reducer=lambda parts: "".join(parts))
    def stream():
        yield from "abc"

    assert list(stream()) == ["a", "b", "c"]
    trace = last_trace()
    assert trace.data.spans[0].outputs == "abc"
    assert len(trace.data.spans[0].events) == 3


def test_search_by_attributes_tags_and_metadata(client, experiment_id):
    answer("a")
    with pytest.raises(ValueError):
        fail()
    double(1)
    flush()
    first = find(experiment_id, "name = 'answer'")[0]
    client.set_trace_tag(first.info.trace_id, "stage", "checked")

    def check(filter_string, expected):
        assert names(find(experiment_id, filter_string)) == expected

    check_each(
        [
            (None, ["answer", "double", "fail"]),
            ("name = 'answer'", ["answer"]),
            ("trace.name != 'answer'", ["double", "fail"]),
            ("attributes.status = 'OK'", ["answer", "double"]),
            ("timestamp_ms > 1000 AND execution_time_ms < 600000", ["answer", "double", "fail"]),
            ("timestamp_ms < 1000", []),
            ("tag.stage = 'checked'", ["answer"]),
            ("tags.team LIKE 'gr%'", ["answer"]),
            ("tag.team ILIKE 'GR%'", ["answer"]),
            ("tag.`mlflow.traceName` = 'fail'", ["fail"]),
            ("metadata.`mlflow.source.type` = 'LOCAL'", ["answer", "double", "fail"]),
            ("request_metadata.`mlflow.source.type` = 'JOB'", []),
            (f"request_id = '{first.info.trace_id}'", ["answer"]),
        ],
        check,
    )
    with pytest.raises(MlflowException, match="bogus"):
        find(experiment_id, "bogus = 'x'")


@pytest.mark.stile_only
def test_search_by_spans_and_assessments(experiment_id):
    answer("Göteborg")
    double(1)
    flush()
    trace_id = find(experiment_id, "name = 'answer'")[0].info.trace_id
    mlflow.log_feedback(trace_id=trace_id, name="quality", value=0.8)
    mlflow.log_feedback(trace_id=trace_id, name="correct", value=True)
    mlflow.log_expectation(trace_id=trace_id, name="city", value="Göteborg")

    def check(filter_string, expected):
        assert names(find(experiment_id, filter_string)) == expected

    check_each(
        [
            ("span.name = 'double'", ["answer", "double"]),
            ("span.type = 'LLM'", ["answer"]),
            ("span.type = 'LLM' AND span.name = 'double'", []),
            ("span.attributes.model = 'small'", ["answer"]),
            ("span.attributes.model LIKE '%mal%'", ["answer"]),
            ("trace.text LIKE '%Göteborg%'", ["answer"]),
            ("feedback.quality > 0.5", ["answer"]),
            ("feedback.quality > 0.9", []),
            ("feedback.correct = 'true'", ["answer"]),
            ("feedback.correct IS NULL", ["double"]),
            ("expectation.city = 'Göteborg'", ["answer"]),
            ("NOT (span.type = 'LLM') OR tag.team = 'none'", ["double"]),
        ],
        check,
    )


def test_order_and_pages(client, experiment_id):
    for n in range(12):
        double(n)
    flush()

    def page(token):
        return client.search_traces(
            [experiment_id], max_results=5, page_token=token, order_by=["timestamp_ms ASC", "request_id ASC"]
        )

    traces = all_pages(page)
    assert len({trace.info.trace_id for trace in traces}) == len(traces) == 12
    assert [trace.info.request_time for trace in traces] == sorted(trace.info.request_time for trace in traces)
    newest = find(experiment_id, max_results=1)
    assert newest[0].info.request_time == traces[-1].info.request_time


def test_search_as_a_table(experiment_id):
    answer("q")
    flush()
    table = mlflow.search_traces(experiment_ids=[experiment_id])
    assert len(table) == 1
    assert table["request"][0] == {"question": "q", "times": 2}
    assert table["response"][0] == 4
    assert len(table["spans"][0]) == 3


def test_tags(client, experiment_id):
    answer("q")
    trace_id = last_trace().info.trace_id
    client.set_trace_tag(trace_id, "k", "v")
    client.set_trace_tag(trace_id, "k", "w")
    assert mlflow.get_trace(trace_id).info.tags["k"] == "w"
    client.delete_trace_tag(trace_id, "k")
    assert "k" not in mlflow.get_trace(trace_id).info.tags
    with pytest.raises(MlflowException) as raised:
        client.delete_trace_tag(trace_id, "k")
    assert raised.value.error_code == "RESOURCE_DOES_NOT_EXIST"


def test_delete(client, experiment_id):
    for n in range(5):
        double(n)
    flush()
    traces = find(experiment_id, order_by=["timestamp_ms DESC"])
    ids = [trace.info.trace_id for trace in traces]
    assert client.delete_traces(experiment_id, trace_ids=[ids[0], "tr-none"]) == 1
    now = int(time.time() * 1000)
    assert client.delete_traces(experiment_id, max_timestamp_millis=now, max_traces=1) == 1
    assert client.delete_traces(experiment_id, max_timestamp_millis=now) == 3
    assert len(find(experiment_id)) == 0
    assert client.delete_traces(experiment_id, max_timestamp_millis=now) == 0


def test_traces_of_a_run(client, experiment_id):
    with mlflow.start_run() as run:
        answer("inside")
    answer("outside")
    flush()
    run_id = run.info.run_id
    inside = mlflow.search_traces(run_id=run_id, return_type="list")
    assert [trace.info.trace_metadata["mlflow.sourceRun"] for trace in inside] == [run_id]
    assert inside[0].data.spans[0].inputs["question"] == "inside"


def test_traces_that_are_linked_to_a_run(client, experiment_id):
    answer("q")
    trace_id = last_trace().info.trace_id
    with mlflow.start_run() as run:
        pass
    client.link_traces_to_run([trace_id], run.info.run_id)
    client.link_traces_to_run([trace_id], run.info.run_id)
    found = mlflow.search_traces(run_id=run.info.run_id, return_type="list")
    assert [trace.info.trace_id for trace in found] == [trace_id]


def test_feedback_and_expectations(experiment_id):
    answer("q")
    trace_id = last_trace().info.trace_id
    person = AssessmentSource(source_type="HUMAN", source_id="åsa")
    given = mlflow.log_feedback(
        trace_id=trace_id, name="quality", value=0.5, rationale="half", source=person, metadata={"a": "b"}
    )
    mlflow.log_feedback(trace_id=trace_id, name="labels", value=["a", "b"])
    mlflow.log_feedback(trace_id=trace_id, name="judge", error=ValueError("no answer"))
    expected = mlflow.log_expectation(trace_id=trace_id, name="facts", value={"n": [1, {"x": None}]})
    read = mlflow.get_assessment(trace_id, given.assessment_id)
    assert (read.value, read.rationale, read.source.source_id, read.metadata) == (0.5, "half", "åsa", {"a": "b"})
    assert mlflow.get_assessment(trace_id, expected.assessment_id).value == {"n": [1, {"x": None}]}
    by_name = {item.name: item for item in mlflow.get_trace(trace_id).info.assessments}
    assert by_name["labels"].value == ["a", "b"]
    assert by_name["judge"].error.error_message == "no answer"
    changed = mlflow.update_assessment(
        trace_id, given.assessment_id, mlflow.entities.Feedback(name="quality", value=0.7, metadata={"c": "d"})
    )
    assert (changed.value, changed.rationale, changed.metadata) == (0.7, "half", {"a": "b", "c": "d"})
    other = mlflow.override_feedback(trace_id=trace_id, assessment_id=given.assessment_id, value=0.9)
    assert mlflow.get_assessment(trace_id, given.assessment_id).valid is False
    mlflow.delete_assessment(trace_id, other.assessment_id)
    assert mlflow.get_assessment(trace_id, given.assessment_id).valid is True
    with pytest.raises(MlflowException):
        mlflow.get_assessment(trace_id, "a-none")


def test_a_trace_that_is_logged_whole(experiment_id):
    start = 1_700_000_000_000
    trace_id = mlflow.log_trace(
        name="whole", request={"a": 1}, response="b", start_time_ms=start, execution_time_ms=250, tags={"k": "v"}
    )
    flush()
    trace = mlflow.get_trace(trace_id)
    assert (trace.info.request_time, trace.info.execution_duration) == (start, 250)
    assert trace.info.tags["k"] == "v"
    assert trace.data.spans[0].inputs == {"a": 1}


def test_a_trace_that_is_not_there(experiment_id):
    assert mlflow.get_trace("tr-0123456789abcdef0123456789abcdef") is None


def test_export_of_opentelemetry(server, experiment_id):
    """An exporter that knows nothing of MLflow, by the protocol's own JSON."""
    trace_id, now = "5b8efff798038103d269b633813fc60c", time.time_ns()
    span = {
        "traceId": trace_id,
        "spanId": "eee19b7ec3c1b174",
        "name": "GET /",
        "kind": 2,
        "startTimeUnixNano": str(now),
        "endTimeUnixNano": str(now + 5_000_000),
        "attributes": [{"key": "http.status", "value": {"intValue": "200"}}],
        "status": {"code": 1},
    }
    body = {"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]}
    headers = {"x-mlflow-experiment-id": experiment_id}
    for _ in range(2):
        assert requests.post(f"{server.url}/v1/traces", json=body, headers=headers, timeout=10).status_code == 200
    answer = requests.get(
        f"{server.url}/api/3.0/mlflow/traces/get", {"trace_id": f"tr-{trace_id}", "allow_partial": "False"}, timeout=10
    )
    trace = answer.json()["trace"]
    assert [span["name"] for span in trace["spans"]] == ["GET /"]
    assert int(trace["spans"][0]["start_time_unix_nano"]) == now
    assert (trace["trace_info"]["state"], trace["trace_info"]["execution_duration"]) == ("OK", "0.005s")


@pytest.mark.stile_only
def test_spans_are_an_artifact_to_older_clients():
    """Clients before 3.5 read spans from a file, which newer ones do not send."""
    answer("from a file?")
    trace = last_trace()
    data = mlflow.tracing.client.TracingClient()._download_trace_data(trace.info)
    assert [contents(span) for span in data.spans] == [contents(span) for span in trace.data.spans]


def contents(span):
    times = (span.start_time_ns, span.end_time_ns)
    events = [(event.name, event.timestamp, event.attributes) for event in span.events]
    return (span.name, span.span_id, span.parent_id, times, span.status, span.attributes, events)


def test_search_by_regular_expressions(experiment_id):
    answer("one")
    flush()
    assert len(find(experiment_id, "trace.name RLIKE '^ans(w|v)er$' AND tag.team RLIKE '(?i)GROW'")) == 1
    assert find(experiment_id, "trace.name RLIKE '^nswer'") == []
