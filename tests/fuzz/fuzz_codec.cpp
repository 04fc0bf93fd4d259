#include "common/protocol/dispatcher.h"
#include "tests/fuzz/target.h"

/// Frames, as either end gets them: what is read can be written, and is the same when it is read
/// again.
namespace chat {

namespace {

template <Event E>
void comesBack(const E &event, std::optional<RequestId> id)
{
    QByteArray text;
    appendEnvelope(text, event, id);
    const Result<Envelope> envelope = decodeEnvelope(text);
    fuzz::require(envelope && envelope->type == E::wireName && envelope->id == id,
                  "an envelope that was written is read otherwise");
    const Result<E> again = fromJson<E>(envelope->data);
    fuzz::require(again && *again == event, "an event that was written is read otherwise");
    QByteArray second;
    appendEnvelope(second, *again, id);
    fuzz::require(second == text, "the same event is written in two ways");
}

template <class List>
void readAs(const Envelope &envelope)
{
    const auto event = Dispatcher<List>::read(envelope);
    if (event)
        std::visit([&envelope](const auto &typed) { comesBack(typed, envelope.id); }, *event);
    else
        fuzz::require(!event.error().detail.isEmpty(), "a refusal does not say why");
}

} // namespace

} // namespace chat

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    const auto envelope = chat::decodeEnvelope(chat::fuzz::toBytes(bytes, size));
    if (!envelope)
        return 0;
    chat::readAs<chat::Requests>(*envelope);
    chat::readAs<chat::Replies>(*envelope);
    chat::readAs<chat::Pushes>(*envelope);
    return 0;
}
