#pragma once

#include "common/protocol/describe.h"
#include "common/protocol/frame.h"
#include "tests/support/jsonobject.h"
#include "tests/support/samples.h"
#include "tests/support/seededrandom.h"

#include <QJsonArray>
#include <QJsonDocument>

/// What holds for every event, told by its declaration. Each check takes any event and answers what
/// is wrong with it; an empty text is good news.
namespace chat::checks {

template <Fielded E>
QString roundTrip()
{
    SeededRandom random(1);
    for (int i = 0; i < 200; ++i) {
        const E event = sample<E>(random);
        // Through text, as on the wire.
        QByteArray text;
        appendJson(text, event);
        const Result<E> read = fromJson<E>(QJsonDocument::fromJson(text).object());
        if (!read)
            return read.error().toText() + u" in "_s + QString::fromUtf8(text);
        if (!(*read == event))
            return u"differs: "_s + QString::fromUtf8(text);
    }
    return {};
}

/// All its optional fields, at moderate length.
template <Fielded E>
QJsonObject fullSample()
{
    SeededRandom random(2);
    return toJsonObject(sample<E>(random, Optionals::All, 20));
}

template <Fielded E>
QString expectRefusal(QJsonObject json, const FieldInfo &field, const QJsonValue &value,
                      ErrorCode code = ErrorCode::InvalidMessage)
{
    json.insert(field.key, value);
    const Result<E> read = fromJson<E>(json);
    const QString what = QString::fromUtf8(QJsonDocument(QJsonObject { { field.key, value } })
                                               .toJson(QJsonDocument::Compact)
                                               .left(80));
    if (read)
        return u"accepted %1"_s.arg(what);
    if (read.error().code != code)
        return u"refused %1 as %2"_s.arg(what, read.error().toText());
    if (!read.error().detail.startsWith(field.key))
        return u"does not name %1: %2"_s.arg(field.key, read.error().detail);
    return {};
}

template <Fielded E>
QString expectSuccess(const QJsonObject &json)
{
    const Result<E> read = fromJson<E>(json);
    return read ? QString() : read.error().toText();
}

template <Fielded E>
QString absentFields()
{
    for (const FieldInfo &field : describe<E>()) {
        if (field.isMapEntry)
            continue;
        QJsonObject without = fullSample<E>();
        without.remove(field.key);
        QString wrong;
        if (field.isOptional) {
            wrong = expectSuccess<E>(without);
            without.insert(field.key, QJsonValue::Null);
            wrong += expectSuccess<E>(without);
        } else {
            wrong = expectRefusal<E>(without, field, QJsonValue::Undefined)
                + expectRefusal<E>(without, field, QJsonValue::Null);
        }
        if (!wrong.isEmpty())
            return wrong;
    }
    return {};
}

template <Fielded E>
QString wrongTypes()
{
    const QJsonObject json = fullSample<E>();
    for (const FieldInfo &field : describe<E>()) {
        if (field.isMapEntry)
            continue;
        const QList<QJsonValue> values { u"no such word"_s, 7, 1.5, true, QJsonObject(),
                                         QJsonArray { 1 } };
        const QJsonValue::Type right = json.value(field.key).type();
        const bool isMap = std::holds_alternative<MapRule>(field.rule);
        const bool isFreeText = std::holds_alternative<TextRule>(field.rule);
        for (const QJsonValue &value : values) {
            const bool isRight = value.type() == right && value != QJsonValue(1.5)
                && (!value.isString() || isFreeText) && (!value.isObject() || isMap)
                && !value.isArray();
            const QString wrong = isRight ? QString() : expectRefusal<E>(json, field, value);
            if (!wrong.isEmpty())
                return wrong;
        }
    }
    return {};
}

/// Breaks one rule of one field in each way there is.
template <Fielded E>
struct RuleBreaker
{
    const QJsonObject &json;
    const FieldInfo &field;

    QString refusal(const QJsonValue &value, ErrorCode code = ErrorCode::InvalidMessage) const
    {
        return expectRefusal<E>(json, field, value, code);
    }
    QString success(const QJsonValue &value) const
    {
        QJsonObject changed = json;
        changed.insert(field.key, value);
        return expectSuccess<E>(changed);
    }

    QString operator()(NoRule) const { return {}; }
    QString operator()(const TextRule &rule) const
    {
        return success(QString(rule.max, u'x')) + success(QString(rule.min, u'x'))
            + refusal(QString(rule.max + 1, u'x'), rule.tooLong)
            + refusal(QString(std::max(rule.min, 1), QChar(0xd800)))
            + (rule.min > 0 ? refusal(QString(rule.min - 1, u'x')) : QString());
    }
    QString operator()(const NumberRule &rule) const
    {
        return success(rule.max) + success(rule.min) + refusal(rule.max + 1) + refusal(rule.min - 1)
            + refusal(1e300) + refusal(-1e300) + refusal(static_cast<double>(rule.min) + 0.5);
    }
    QString operator()(const ListRule &rule) const
    {
        QJsonArray rows;
        const QJsonValue row = json.value(field.key).toArray().first();
        while (rows.size() < rule.max)
            rows.append(row);
        const QString wrong = success(rows);
        rows.append(row);
        return wrong + refusal(rows) + refusal(QJsonArray { 1 });
    }
    QString operator()(const MapRule &rule) const
    {
        const QJsonValue value = json.value(field.key).toObject().begin().value();
        QJsonObject entries;
        while (entries.size() < rule.max)
            entries.insert(QString::number(entries.size()), value);
        const QString wrong = success(entries);
        entries.insert(u"one more"_s, value);
        return wrong + refusal(entries) + refusal(QJsonObject { { u"key"_s, 1 } })
            + refusal(QJsonObject { { QString(rule.key.max + 1, u'x'), value } });
    }
};

template <Fielded E>
QString brokenRules()
{
    const QJsonObject json = fullSample<E>();
    for (const FieldInfo &field : describe<E>()) {
        if (field.isMapEntry)
            continue;
        const QString wrong = std::visit(RuleBreaker<E> { json, field }, field.rule);
        if (!wrong.isEmpty())
            return u"%1: %2"_s.arg(field.key, wrong);
    }
    return {};
}

template <Fielded E>
QString unknownKeys()
{
    QJsonObject json = fullSample<E>();
    json.insert("key from the future"_L1, QJsonObject { { u"a"_s, 1 } });
    const bool isMap = !describe<E>().isEmpty() && describe<E>().first().isMapEntry;
    return isMap ? QString() : expectSuccess<E>(json);
}

template <Event E>
QString truncatedFrames()
{
    SeededRandom random(3);
    const Frame frame = Frame::of(sample<E>(random, Optionals::All, 12), 17);
    const QByteArray json = frame.json().toByteArray();
    if (!decodeEnvelope(json))
        return u"the whole frame is refused"_s;
    for (qsizetype size = 0; size < json.size(); ++size) {
        if (decodeEnvelope(json.left(size)))
            return u"accepted %1 of %2 bytes"_s.arg(size).arg(json.size());
    }
    return {};
}

} // namespace chat::checks
