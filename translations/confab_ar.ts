<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>chat::AvatarButton</name>
    <message>
        <source>Another colour</source>
        <translation>لون آخر</translation>
    </message>
    <message>
        <source>Colour of your avatar</source>
        <translation>لون صورتك الرمزية</translation>
    </message>
</context>
<context>
    <name>chat::Composer</name>
    <message>
        <source>Write a message</source>
        <translation>اكتب رسالة</translation>
    </message>
    <message>
        <source>Write to %1</source>
        <translation>اكتب إلى %1</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>الرسالة</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>إرسال</translation>
    </message>
    <message>
        <source>Characters left</source>
        <translation>الأحرف المتبقية</translation>
    </message>
    <message>
        <source>Too many messages wait to be sent</source>
        <translation>عدد الرسائل التي تنتظر الإرسال كبير جدًا</translation>
    </message>
    <message numerus="yes">
        <source>Goes out in %Ln s</source>
        <extracomment>What was sent too fast waits at the sender, and then goes out by itself</extracomment>
        <translation>
            <numerusform>يُرسَل بعد %Ln ثانية</numerusform>
            <numerusform>يُرسَل بعد ثانية واحدة</numerusform>
            <numerusform>يُرسَل بعد ثانيتين</numerusform>
            <numerusform>يُرسَل بعد %Ln ثوانٍ</numerusform>
            <numerusform>يُرسَل بعد %Ln ثانية</numerusform>
            <numerusform>يُرسَل بعد %Ln ثانية</numerusform>
        </translation>
    </message>
    <message>
        <source>You may only read here at the moment</source>
        <translation>يمكنك القراءة هنا فقط حاليًا</translation>
    </message>
</context>
<context>
    <name>chat::ConnectionBanner</name>
    <message>
        <source>Try now</source>
        <translation>حاول الآن</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>جارٍ الاتصال …</translation>
    </message>
    <message numerus="yes">
        <source>No connection. Trying again in %Ln s</source>
        <translation>
            <numerusform>لا يوجد اتصال. تُعاد المحاولة الآن</numerusform>
            <numerusform>لا يوجد اتصال. تُعاد المحاولة بعد ثانية واحدة</numerusform>
            <numerusform>لا يوجد اتصال. تُعاد المحاولة بعد ثانيتين</numerusform>
            <numerusform>لا يوجد اتصال. تُعاد المحاولة بعد %Ln ثوانٍ</numerusform>
            <numerusform>لا يوجد اتصال. تُعاد المحاولة بعد %Ln ثانية</numerusform>
            <numerusform>لا يوجد اتصال. تُعاد المحاولة بعد %Ln ثانية</numerusform>
        </translation>
    </message>
    <message>
        <source>No connection. Trying again …</source>
        <translation>لا يوجد اتصال. تُعاد المحاولة الآن …</translation>
    </message>
    <message>
        <source>Back online</source>
        <translation>عاد الاتصال</translation>
    </message>
    <message>
        <source>Change server …</source>
        <translation>تغيير الخادم …</translation>
    </message>
    <message>
        <source>Continue here</source>
        <extracomment>A button: be connected in this window again, and not in the other one</extracomment>
        <translation>المتابعة هنا</translation>
    </message>
    <message>
        <source>Join again</source>
        <translation>انضم من جديد</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>أعد المحاولة</translation>
    </message>
</context>
<context>
    <name>chat::ErrorText</name>
    <message>
        <source>You have to join the server first.</source>
        <translation>عليك الانضمام إلى الخادم أولًا.</translation>
    </message>
    <message>
        <source>The server does not know you any more. Please join again.</source>
        <translation>لم يعد الخادم يعرفك. يُرجى الانضمام من جديد.</translation>
    </message>
    <message>
        <source>Name or password is wrong.</source>
        <translation>الاسم أو كلمة المرور غير صحيحة.</translation>
    </message>
    <message>
        <source>You have been banned.</source>
        <translation>لقد تم حظرك.</translation>
    </message>
    <message>
        <source>You may not write in this room at the moment.</source>
        <translation>لا يمكنك الكتابة في هذه الغرفة في الوقت الحالي.</translation>
    </message>
    <message>
        <source>You are not allowed to do this.</source>
        <translation>غير مسموح لك بهذا.</translation>
    </message>
    <message>
        <source>There are too many connections. Please try again later.</source>
        <translation>هناك اتصالات كثيرة جدًا. يُرجى المحاولة لاحقًا.</translation>
    </message>
    <message>
        <source>The server does not accept this.</source>
        <translation>لا يقبل الخادم هذا.</translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation>هذا طويل جدًا.</translation>
    </message>
    <message>
        <source>You are not in this room.</source>
        <translation>لست في هذه الغرفة.</translation>
    </message>
    <message>
        <source>This does not exist any more.</source>
        <translation>لم يعد هذا موجودًا.</translation>
    </message>
    <message>
        <source>That was too fast. Please wait a moment.</source>
        <translation>كان ذلك سريعًا جدًا. يُرجى الانتظار لحظة.</translation>
    </message>
    <message>
        <source>This is already taken.</source>
        <translation>هذا محجوز بالفعل.</translation>
    </message>
    <message>
        <source>The server has no space left.</source>
        <translation>لم تعد لدى الخادم مساحة.</translation>
    </message>
    <message>
        <source>The server can not do this at the moment.</source>
        <translation>لا يستطيع الخادم فعل هذا في الوقت الحالي.</translation>
    </message>
    <message>
        <source>Something went wrong on the server.</source>
        <translation>حدث خطأ ما في الخادم.</translation>
    </message>
    <message>
        <source>You may not use this server.</source>
        <translation>لا يُسمح لك باستخدام هذا الخادم.</translation>
    </message>
    <message>
        <source>You are connected from another window.</source>
        <translation>أنت متصل من نافذة أخرى.</translation>
    </message>
    <message>
        <source>This server needs another version of Confab.</source>
        <translation>يحتاج هذا الخادم إلى إصدار آخر من Confab.</translation>
    </message>
    <message>
        <source>The server and this version of Confab do not understand each other.</source>
        <translation>لا يتفاهم الخادم وهذا الإصدار من Confab.</translation>
    </message>
    <message>
        <source>The server ended the connection and gave the code %1.</source>
        <translation>أنهى الخادم الاتصال بالرمز %1.</translation>
    </message>
    <message>
        <source>It has a key that you have not confirmed, so nothing was sent to it.</source>
        <translation>له مفتاح لم تؤكده، لذلك لم يُرسل إليه شيء.</translation>
    </message>
    <message numerus="yes">
        <source>That was too fast. Please wait %Ln s.</source>
        <translation>
            <numerusform>كان ذلك سريعًا جدًا. انتظر %Ln ثانية من فضلك.</numerusform>
            <numerusform>كان ذلك سريعًا جدًا. انتظر ثانية واحدة من فضلك.</numerusform>
            <numerusform>كان ذلك سريعًا جدًا. انتظر ثانيتين من فضلك.</numerusform>
            <numerusform>كان ذلك سريعًا جدًا. انتظر %Ln ثوانٍ من فضلك.</numerusform>
            <numerusform>كان ذلك سريعًا جدًا. انتظر %Ln ثانية من فضلك.</numerusform>
            <numerusform>كان ذلك سريعًا جدًا. انتظر %Ln ثانية من فضلك.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::JoinDialog</name>
    <message>
        <source>Please enter a name that the others will see.</source>
        <translation>يُرجى إدخال اسم سيراه الآخرون.</translation>
    </message>
    <message>
        <source>This is not an address. Try something like 192.168.1.7:3001.</source>
        <translation>هذا ليس عنوانًا. جرّب شيئًا مثل 192.168.1.7:3001.</translation>
    </message>
    <message>
        <source>No answer from %1 yet. Still trying …</source>
        <translation>لا رد من %1 بعد. المحاولة مستمرة …</translation>
    </message>
    <message>
        <source>Somebody here is already called %1.</source>
        <translation>هناك شخص هنا اسمه %1 بالفعل.</translation>
    </message>
    <message>
        <source>Join as %1</source>
        <extracomment>A button that takes a free name instead of the one that is taken; &amp; is doubled already</extracomment>
        <translation>انضم باسم %1</translation>
    </message>
    <message>
        <source>Connecting …</source>
        <translation>جارٍ الاتصال …</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>انضمام</translation>
    </message>
    <message>
        <source>Confab</source>
        <translation>Confab</translation>
    </message>
    <message>
        <source>Join the conversation</source>
        <translation>انضم إلى المحادثة</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>اسمك</translation>
    </message>
    <message>
        <source>Servers near you</source>
        <translation>خوادم قريبة منك</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>عنوان الخادم</translation>
    </message>
    <message>
        <source>%1 did not let you in. %2</source>
        <extracomment>%1 is the address of a server, %2 a sentence that says why</extracomment>
        <translation>لم يسمح لك %1 بالدخول. %2</translation>
    </message>
    <message>
        <source>The key of %1 is not confirmed, so nothing was sent to it.</source>
        <extracomment>%1 is the address of a server</extracomment>
        <translation>مفتاح %1 غير مؤكد، لذلك لم يُرسل إليه شيء.</translation>
    </message>
    <message>
        <source>%1 If it is you, enter your password.</source>
        <translation>%1 إن كان هذا أنت فأدخل كلمة مرورك.</translation>
    </message>
    <message>
        <source>The server does not accept this token.</source>
        <translation>الخادم لا يقبل هذا الرمز.</translation>
    </message>
    <message>
        <source>You were signed out here. Please sign in again.</source>
        <translation>سُجِّل خروجك هنا. سجِّل الدخول مجددًا من فضلك.</translation>
    </message>
    <message>
        <source>This password is too easy to guess. Take at least five different characters, and more than your name.</source>
        <translation>كلمة المرور هذه سهلة التخمين. استخدم خمسة أحرف مختلفة على الأقل، وأكثر من اسمك.</translation>
    </message>
    <message>
        <source>Nobody can make an account here by themselves.</source>
        <translation>لا يستطيع أحد هنا إنشاء حساب بنفسه.</translation>
    </message>
    <message>
        <source>The server wants to know your password.</source>
        <translation>يريد الخادم معرفة كلمة مرورك.</translation>
    </message>
    <message>
        <source>This server is for people with an account.</source>
        <translation>هذا الخادم لمن لديهم حساب.</translation>
    </message>
    <message>
        <source>Only people who are invited come in here. If you have an account, enter its password.</source>
        <translation>لا يدخل هنا إلا المدعوون. إن كان لديك حساب فأدخل كلمة مروره.</translation>
    </message>
    <message>
        <source>This server asks for a token. Whoever runs it can give you one.</source>
        <translation>يطلب هذا الخادم رمزًا. يستطيع من يديره أن يعطيك واحدًا.</translation>
    </message>
    <message>
        <source>Make account</source>
        <translation>إنشاء حساب</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message numerus="yes">
        <source>That was too often. You can try again in %Ln s.</source>
        <translation>
            <numerusform>محاولات كثيرة جدًا. يمكنك المحاولة مجددًا بعد %Ln ثانية.</numerusform>
            <numerusform>محاولات كثيرة جدًا. يمكنك المحاولة مجددًا بعد ثانية واحدة.</numerusform>
            <numerusform>محاولات كثيرة جدًا. يمكنك المحاولة مجددًا بعد ثانيتين.</numerusform>
            <numerusform>محاولات كثيرة جدًا. يمكنك المحاولة مجددًا بعد %Ln ثوانٍ.</numerusform>
            <numerusform>محاولات كثيرة جدًا. يمكنك المحاولة مجددًا بعد %Ln ثانية.</numerusform>
            <numerusform>محاولات كثيرة جدًا. يمكنك المحاولة مجددًا بعد %Ln ثانية.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::KeyDialog</name>
    <message>
        <source>Is this the right server?</source>
        <translation>هل هذا هو الخادم الصحيح؟</translation>
    </message>
    <message>
        <source>This is another server</source>
        <translation>هذا خادم آخر</translation>
    </message>
    <message>
        <source>The server has another key</source>
        <translation>للخادم مفتاح آخر</translation>
    </message>
    <message>
        <source>You meet %1 for the first time. Its console shows eight words: if they are these, nobody listens in between. Nothing was sent yet.</source>
        <extracomment>%1 is the address of a server</extracomment>
        <translation>تلتقي %1 لأول مرة. تعرض وحدة تحكمه ثماني كلمات: إن كانت هذه هي، فلا أحد يتنصت بينكما. لم يُرسل شيء بعد.</translation>
    </message>
    <message>
        <source>You meet %1 for the first time. It announces itself on this network with the same key. Its console shows eight words: if they are these, nobody listens in between. Nothing was sent yet.</source>
        <translation>تلتقي %1 لأول مرة. وهو يعلن عن نفسه في هذه الشبكة بالمفتاح نفسه. تعرض وحدة تحكمه ثماني كلمات: إن كانت هذه هي، فلا أحد يتنصت بينكما. لم يُرسل شيء بعد.</translation>
    </message>
    <message>
        <source>The server that announces itself at %1 says that it has another key than the one who answers there. Somebody may want to listen in. Nothing was sent. Ask whoever runs the server.</source>
        <translation>الخادم الذي يعلن عن نفسه عند %1 يذكر مفتاحًا غير مفتاح من يجيب هناك. ربما يريد أحدهم التنصت. لم يُرسل شيء. اسأل من يشغّل الخادم.</translation>
    </message>
    <message>
        <source>%1 had another key before. Either it was set up anew, or somebody wants to listen in. Nothing was sent. Go on only if whoever runs the server tells you these words:</source>
        <translation>كان لـ %1 مفتاح آخر من قبل. إما أنه أُعدّ من جديد، أو أن أحدهم يريد التنصت. لم يُرسل شيء. لا تتابع إلا إذا أخبرك من يشغّل الخادم بهذه الكلمات:</translation>
    </message>
    <message>
        <source>Confab</source>
        <translation>Confab</translation>
    </message>
    <message>
        <source>Words of the server&apos;s key</source>
        <translation>كلمات مفتاح الخادم</translation>
    </message>
    <message>
        <source>SHA-256 of the server&apos;s key</source>
        <translation>‏SHA-256 لمفتاح الخادم</translation>
    </message>
    <message>
        <source>Before, it was:</source>
        <translation>كان من قبل:</translation>
    </message>
    <message>
        <source>I have compared the words</source>
        <translation>قارنتُ الكلمات</translation>
    </message>
    <message>
        <source>Trust the new key</source>
        <translation>الوثوق بالمفتاح الجديد</translation>
    </message>
    <message>
        <source>The words are the same</source>
        <translation>الكلمات متطابقة</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Do not connect</source>
        <translation>عدم الاتصال</translation>
    </message>
</context>
<context>
    <name>chat::LinkPrompt</name>
    <message>
        <source>Open link</source>
        <translation>فتح الرابط</translation>
    </message>
    <message>
        <source>Open a page of %1?</source>
        <translation>هل تريد فتح صفحة من %1؟</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
</context>
<context>
    <name>chat::MainMenu</name>
    <message>
        <source>&amp;Confab</source>
        <translation>&amp;Confab</translation>
    </message>
    <message>
        <source>&amp;Change server …</source>
        <translation>&amp;تغيير الخادم …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>إ&amp;نهاء</translation>
    </message>
    <message>
        <source>&amp;Room</source>
        <translation>ال&amp;غرفة</translation>
    </message>
    <message>
        <source>&amp;New room …</source>
        <translation>غرفة &amp;جديدة …</translation>
    </message>
    <message>
        <source>&amp;Find a room</source>
        <translation>ال&amp;بحث عن غرفة</translation>
    </message>
    <message>
        <source>Room &amp;above</source>
        <translation>الغرفة ال&amp;سابقة</translation>
    </message>
    <message>
        <source>Room &amp;below</source>
        <translation>الغرفة ال&amp;تالية</translation>
    </message>
    <message>
        <source>&amp;Leave this room</source>
        <translation>&amp;مغادرة هذه الغرفة</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;عرض</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>ال&amp;مظهر</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>ال&amp;لغة</translation>
    </message>
    <message>
        <source>Like the &amp;system</source>
        <translation>مثل ال&amp;نظام</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;فاتح</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;داكن</translation>
    </message>
</context>
<context>
    <name>chat::MainWindow</name>
    <message>
        <source>%1 – %2</source>
        <extracomment>The title of the window: the room, the program</extracomment>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>chat::MembersPane</name>
    <message numerus="yes">
        <source>%Ln members</source>
        <translation>
            <numerusform>لا أعضاء</numerusform>
            <numerusform>عضو واحد</numerusform>
            <numerusform>عضوان</numerusform>
            <numerusform>%Ln أعضاء</numerusform>
            <numerusform>%Ln عضوًا</numerusform>
            <numerusform>%Ln عضو</numerusform>
        </translation>
    </message>
    <message>
        <source>Members</source>
        <translation>الأعضاء</translation>
    </message>
</context>
<context>
    <name>chat::MessageRow</name>
    <message>
        <source>Not sent. %1</source>
        <translation>لم تُرسل. %1</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <extracomment>A line of a conversation for screen readers: author, time, text</extracomment>
        <translation>%1، %2، %3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>The same, followed by how far it has come: sent, failed</extracomment>
        <translation>%1، %2</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>في الانتظار</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>جارٍ الإرسال</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>أُرسلت</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>لم تُرسل</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) not loaded</source>
        <translation>
            <numerusform>لا رسائل غير محمّلة</numerusform>
            <numerusform>رسالة واحدة غير محمّلة</numerusform>
            <numerusform>رسالتان غير محمّلتين</numerusform>
            <numerusform>%Ln رسائل غير محمّلة</numerusform>
            <numerusform>%Ln رسالة غير محمّلة</numerusform>
            <numerusform>%Ln رسالة غير محمّلة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::ModerationDialog</name>
    <message>
        <source>For how long</source>
        <translation>إلى متى</translation>
    </message>
    <message>
        <source>For ten minutes</source>
        <translation>لعشر دقائق</translation>
    </message>
    <message>
        <source>For an hour</source>
        <translation>لساعة</translation>
    </message>
    <message>
        <source>For a day</source>
        <translation>ليوم</translation>
    </message>
    <message>
        <source>For a week</source>
        <translation>لأسبوع</translation>
    </message>
    <message>
        <source>For good</source>
        <translation>نهائيًا</translation>
    </message>
    <message>
        <source>Why (they see it)</source>
        <translation>السبب (يراه المعنيّ)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Remove %1 from this room? They may come again.</source>
        <translation>إزالة %1 من هذه الغرفة؟ العودة ممكنة.</translation>
    </message>
    <message>
        <source>Mute %1? They can read here, and not write.</source>
        <translation>كتم %1؟ القراءة هنا ممكنة دون الكتابة.</translation>
    </message>
    <message>
        <source>Ban %1? They are removed from this room, and can not come again.</source>
        <translation>حظر %1؟ إزالة من هذه الغرفة دون عودة.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>إزالة</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>كتم</translation>
    </message>
    <message>
        <source>Ban</source>
        <translation>حظر</translation>
    </message>
</context>
<context>
    <name>chat::ModerationPages</name>
    <message>
        <source>Let write again</source>
        <translation>السماح بالكتابة مجددًا</translation>
    </message>
    <message>
        <source>No longer a moderator</source>
        <translation>إلغاء الإشراف</translation>
    </message>
    <message>
        <source>Make moderator</source>
        <translation>تعيين مشرفًا</translation>
    </message>
    <message>
        <source>Mute …</source>
        <translation>كتم …</translation>
    </message>
    <message>
        <source>Remove from the room …</source>
        <translation>إزالة من الغرفة …</translation>
    </message>
    <message>
        <source>Ban …</source>
        <translation>حظر …</translation>
    </message>
    <message>
        <source>This did not work</source>
        <translation>لم ينجح هذا</translation>
    </message>
    <message>
        <source>You were banned from %1.</source>
        <translation>حُظرتَ من %1.</translation>
    </message>
    <message>
        <source>You were removed from %1.</source>
        <translation>أُزلتَ من %1.</translation>
    </message>
    <message>
        <source>Why: %1</source>
        <extracomment>%1 is what a moderator wrote</extracomment>
        <translation>السبب: %1</translation>
    </message>
</context>
<context>
    <name>chat::NewRoomDialog</name>
    <message>
        <source>Create</source>
        <translation>إنشاء</translation>
    </message>
    <message>
        <source>New room</source>
        <translation>غرفة جديدة</translation>
    </message>
    <message>
        <source>Tea kitchen</source>
        <translation>ركن الشاي</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>عمّ تدور الغرفة</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Topic (if you like)</source>
        <translation>الموضوع (إن أردت)</translation>
    </message>
    <message>
        <source>Short name, for links</source>
        <translation>اسم قصير للروابط</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>There is already a room with this short name.</source>
        <translation>توجد بالفعل غرفة بهذا الاسم القصير.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>الذاكرة</translation>
    </message>
    <message>
        <source>Show who has read a message</source>
        <translation>إظهار من قرأ كل رسالة</translation>
    </message>
</context>
<context>
    <name>chat::OutboxQuestion</name>
    <message>
        <source>Messages that wait</source>
        <translation>رسائل في الانتظار</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) wait to be sent. More can not wait.</source>
        <translation>
            <numerusform>لا رسائل في انتظار الإرسال.</numerusform>
            <numerusform>رسالة واحدة في انتظار الإرسال، ولا مكان لأكثر من ذلك.</numerusform>
            <numerusform>رسالتان في انتظار الإرسال، ولا مكان لأكثر من ذلك.</numerusform>
            <numerusform>%Ln رسائل في انتظار الإرسال، ولا مكان لأكثر من ذلك.</numerusform>
            <numerusform>%Ln رسالة في انتظار الإرسال، ولا مكان لأكثر من ذلك.</numerusform>
            <numerusform>%Ln رسالة في انتظار الإرسال، ولا مكان لأكثر من ذلك.</numerusform>
        </translation>
    </message>
    <message>
        <source>They go out by themselves as soon as that is possible. What you have written stays in the field until then.</source>
        <translation>تُرسل تلقائيًا حالما يمكن ذلك، ويبقى ما كتبته في الحقل إلى ذلك الحين.</translation>
    </message>
    <message>
        <source>Let them wait</source>
        <translation>إبقاؤها في الانتظار</translation>
    </message>
    <message>
        <source>Delete them</source>
        <translation>حذفها</translation>
    </message>
</context>
<context>
    <name>chat::OwnStatus</name>
    <message>
        <source>%1, %2</source>
        <extracomment>For screen readers: own name, own presence</extracomment>
        <translation>%1، %2</translation>
    </message>
    <message>
        <source>Your status</source>
        <translation>حالتك</translation>
    </message>
    <message>
        <source>Appear offline</source>
        <translation>الظهور غير متصل</translation>
    </message>
    <message>
        <source>Say how you are …</source>
        <translation>قل كيف حالك …</translation>
    </message>
    <message>
        <source>Clear “%1”</source>
        <translation>مسح «%1»</translation>
    </message>
    <message>
        <source>What the others see beside your name:</source>
        <translation>ما يراه الآخرون بجانب اسمك:</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Change password …</source>
        <translation>تغيير كلمة المرور …</translation>
    </message>
    <message>
        <source>Protect my name with a password …</source>
        <translation>حماية اسمي بكلمة مرور …</translation>
    </message>
    <message>
        <source>Your devices …</source>
        <translation>أجهزتك …</translation>
    </message>
</context>
<context>
    <name>chat::PasswordDialog</name>
    <message>
        <source>The password until now is wrong.</source>
        <translation>كلمة المرور الحالية خاطئة.</translation>
    </message>
    <message>
        <source>You have a password already. Please enter it, too.</source>
        <translation>لديك كلمة مرور من قبل. أدخلها أيضًا من فضلك.</translation>
    </message>
    <message>
        <source>This password is too easy to guess. Take at least five different characters, and more than your name.</source>
        <translation>كلمة المرور هذه سهلة التخمين. استخدم خمسة أحرف مختلفة على الأقل، وأكثر من اسمك.</translation>
    </message>
    <message>
        <source>Nobody can make an account here by themselves.</source>
        <translation>لا يستطيع أحد هنا إنشاء حساب بنفسه.</translation>
    </message>
    <message>
        <source>The server did not answer. Please try it again.</source>
        <translation>لم يُجب الخادم. حاول مجددًا من فضلك.</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>جارٍ الحفظ …</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message numerus="yes">
        <source>That was too often. You can try again in %Ln s.</source>
        <translation>
            <numerusform>محاولات كثيرة جدًا. يمكنك المحاولة مجددًا بعد %Ln ثانية.</numerusform>
            <numerusform>محاولات كثيرة جدًا. يمكنك المحاولة مجددًا بعد ثانية واحدة.</numerusform>
            <numerusform>محاولات كثيرة جدًا. يمكنك المحاولة مجددًا بعد ثانيتين.</numerusform>
            <numerusform>محاولات كثيرة جدًا. يمكنك المحاولة مجددًا بعد %Ln ثوانٍ.</numerusform>
            <numerusform>محاولات كثيرة جدًا. يمكنك المحاولة مجددًا بعد %Ln ثانية.</numerusform>
            <numerusform>محاولات كثيرة جدًا. يمكنك المحاولة مجددًا بعد %Ln ثانية.</numerusform>
        </translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>تغيير كلمة المرور</translation>
    </message>
    <message>
        <source>Protect your name</source>
        <translation>احمِ اسمك</translation>
    </message>
    <message>
        <source>Your other devices are signed out, and need the new password.</source>
        <translation>يُسجَّل خروج أجهزتك الأخرى، وتحتاج إلى كلمة المرور الجديدة.</translation>
    </message>
    <message>
        <source>With a password nobody else can be %1 here, and you can sign in on other devices, too.</source>
        <translation>مع كلمة مرور لا يستطيع أحد غيرك أن يكون %1 هنا، ويمكنك تسجيل الدخول من أجهزة أخرى أيضًا.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>chat::PasswordFields</name>
    <message>
        <source>Please enter the token.</source>
        <translation>أدخل الرمز من فضلك.</translation>
    </message>
    <message>
        <source>Please enter the password.</source>
        <translation>أدخل كلمة المرور من فضلك.</translation>
    </message>
    <message numerus="yes">
        <source>The password needs at least %Ln characters.</source>
        <translation>
            <numerusform>كلمة المرور تحتاج إلى %Ln حرف على الأقل.</numerusform>
            <numerusform>كلمة المرور تحتاج إلى حرف على الأقل.</numerusform>
            <numerusform>كلمة المرور تحتاج إلى حرفين على الأقل.</numerusform>
            <numerusform>كلمة المرور تحتاج إلى %Ln أحرف على الأقل.</numerusform>
            <numerusform>كلمة المرور تحتاج إلى %Ln حرفًا على الأقل.</numerusform>
            <numerusform>كلمة المرور تحتاج إلى %Ln حرف على الأقل.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>كلمتا المرور مختلفتان.</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>كلمة المرور</translation>
    </message>
    <message>
        <source>Password until now</source>
        <translation>كلمة المرور الحالية</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>كلمة مرور جديدة</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>الرمز</translation>
    </message>
    <message numerus="yes">
        <source>At least %Ln characters</source>
        <translation>
            <numerusform>%Ln حرف على الأقل</numerusform>
            <numerusform>حرف على الأقل</numerusform>
            <numerusform>حرفان على الأقل</numerusform>
            <numerusform>%Ln أحرف على الأقل</numerusform>
            <numerusform>%Ln حرفًا على الأقل</numerusform>
            <numerusform>%Ln حرف على الأقل</numerusform>
        </translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>مرة أخرى</translation>
    </message>
    <message>
        <source>Show token</source>
        <translation>إظهار الرمز</translation>
    </message>
    <message>
        <source>Show password</source>
        <translation>إظهار كلمة المرور</translation>
    </message>
</context>
<context>
    <name>chat::Presence</name>
    <message>
        <source>Online</source>
        <translation>متصل</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>بعيد</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>مشغول</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>غير متصل</translation>
    </message>
</context>
<context>
    <name>chat::ReadersText</name>
    <message numerus="yes">
        <source>Read by %Ln</source>
        <extracomment>How many members have read a line</extracomment>
        <translation>
            <numerusform>لم يقرأها أحد</numerusform>
            <numerusform>قرأها شخص واحد</numerusform>
            <numerusform>قرأها شخصان</numerusform>
            <numerusform>قرأها %Ln أشخاص</numerusform>
            <numerusform>قرأها %Ln شخصًا</numerusform>
            <numerusform>قرأها %Ln شخص</numerusform>
        </translation>
    </message>
    <message>
        <source>Read by %1</source>
        <extracomment>Who has read a line: a name, or a list of names</extracomment>
        <translation>قرأها %1</translation>
    </message>
    <message numerus="yes">
        <source>Read by %1 and %Ln more</source>
        <extracomment>Some of those who have read a line, and how many there are besides them</extracomment>
        <translation>
            <numerusform>قرأها %1</numerusform>
            <numerusform>قرأها %1 وشخص آخر</numerusform>
            <numerusform>قرأها %1 وشخصان آخران</numerusform>
            <numerusform>قرأها %1 و%Ln آخرون</numerusform>
            <numerusform>قرأها %1 و%Ln آخرون</numerusform>
            <numerusform>قرأها %1 و%Ln آخرون</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>read by %Ln</source>
        <extracomment>For screen readers, after a line of one&apos;s own</extracomment>
        <translation>
            <numerusform>لم يقرأها أحد</numerusform>
            <numerusform>قرأها شخص واحد</numerusform>
            <numerusform>قرأها شخصان</numerusform>
            <numerusform>قرأها %Ln أشخاص</numerusform>
            <numerusform>قرأها %Ln شخصًا</numerusform>
            <numerusform>قرأها %Ln شخص</numerusform>
        </translation>
    </message>
    <message>
        <source>read by %1</source>
        <extracomment>For screen readers, after a line of one&apos;s own</extracomment>
        <translation>قرأها %1</translation>
    </message>
    <message numerus="yes">
        <source>read by %1 and %Ln more</source>
        <extracomment>For screen readers, after a line of one&apos;s own</extracomment>
        <translation>
            <numerusform>قرأها %1</numerusform>
            <numerusform>قرأها %1 وشخص آخر</numerusform>
            <numerusform>قرأها %1 وشخصان آخران</numerusform>
            <numerusform>قرأها %1 و%Ln آخرون</numerusform>
            <numerusform>قرأها %1 و%Ln آخرون</numerusform>
            <numerusform>قرأها %1 و%Ln آخرون</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::RefusedRooms</name>
    <message>
        <source>The room “%1” is closed to you.</source>
        <translation>الغرفة «%1» مغلقة أمامك.</translation>
    </message>
    <message>
        <source>It does not exist, or you may not see it.</source>
        <translation>إنها غير موجودة، أو لا يحق لك رؤيتها.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) of yours were not sent:</source>
        <translation>
            <numerusform>لم تُرسَل أي رسالة من رسائلك:</numerusform>
            <numerusform>لم تُرسَل رسالة واحدة من رسائلك:</numerusform>
            <numerusform>لم تُرسَل رسالتان من رسائلك:</numerusform>
            <numerusform>لم تُرسَل %Ln رسائل من رسائلك:</numerusform>
            <numerusform>لم تُرسَل %Ln رسالة من رسائلك:</numerusform>
            <numerusform>لم تُرسَل %Ln رسالة من رسائلك:</numerusform>
        </translation>
    </message>
    <message>
        <source>Closed room</source>
        <translation>غرفة مغلقة</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>الاحتفاظ بها</translation>
    </message>
    <message>
        <source>Copy and delete</source>
        <translation>نسخ وحذف</translation>
    </message>
</context>
<context>
    <name>chat::RetentionText</name>
    <message>
        <source>Keeps everything</source>
        <translation>تحتفظ بكل شيء</translation>
    </message>
    <message numerus="yes">
        <source>Keeps the last %Ln messages</source>
        <translation>
            <numerusform>لا تحتفظ بأي رسالة</numerusform>
            <numerusform>تحتفظ بآخر رسالة</numerusform>
            <numerusform>تحتفظ بآخر رسالتين</numerusform>
            <numerusform>تحتفظ بآخر %Ln رسائل</numerusform>
            <numerusform>تحتفظ بآخر %Ln رسالة</numerusform>
            <numerusform>تحتفظ بآخر %Ln رسالة</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Keeps messages for %Ln days</source>
        <translation>
            <numerusform>لا تحتفظ بالرسائل</numerusform>
            <numerusform>تحتفظ بالرسائل يومًا واحدًا</numerusform>
            <numerusform>تحتفظ بالرسائل يومين</numerusform>
            <numerusform>تحتفظ بالرسائل %Ln أيام</numerusform>
            <numerusform>تحتفظ بالرسائل %Ln يومًا</numerusform>
            <numerusform>تحتفظ بالرسائل %Ln يوم</numerusform>
        </translation>
    </message>
    <message>
        <source>Forgets everything when everyone has left</source>
        <translation>تنسى كل شيء عندما يغادر الجميع</translation>
    </message>
</context>
<context>
    <name>chat::RoleText</name>
    <message>
        <source>banned</source>
        <translation>محظور</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>مكتوم</translation>
    </message>
    <message>
        <source>moderator</source>
        <translation>مشرف</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>مالك</translation>
    </message>
</context>
<context>
    <name>chat::RoomDelegate</name>
    <message>
        <source>%1: %2</source>
        <extracomment>The last line of a room in the room list: author, text</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln members</source>
        <translation>
            <numerusform>لا أعضاء</numerusform>
            <numerusform>عضو واحد</numerusform>
            <numerusform>عضوان</numerusform>
            <numerusform>%Ln أعضاء</numerusform>
            <numerusform>%Ln عضوًا</numerusform>
            <numerusform>%Ln عضو</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::RoomHeader</name>
    <message numerus="yes">
        <source>%Ln online</source>
        <translation>
            <numerusform>لا أحد متصل</numerusform>
            <numerusform>شخص واحد متصل</numerusform>
            <numerusform>شخصان متصلان</numerusform>
            <numerusform>%Ln أشخاص متصلون</numerusform>
            <numerusform>%Ln شخصًا متصلًا</numerusform>
            <numerusform>%Ln شخص متصل</numerusform>
        </translation>
    </message>
    <message>
        <source>Members</source>
        <translation>الأعضاء</translation>
    </message>
    <message>
        <source>  ·  </source>
        <extracomment>Between the facts under a room&apos;s title: &quot;3 online · complete · What we eat today&quot;</extracomment>
        <translation>  ·  </translation>
    </message>
    <message>
        <source>catching up …</source>
        <translation>تُستكمل الآن …</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) not loaded</source>
        <translation>
            <numerusform>لا رسائل غير محمّلة</numerusform>
            <numerusform>رسالة واحدة غير محمّلة</numerusform>
            <numerusform>رسالتان غير محمّلتين</numerusform>
            <numerusform>%Ln رسائل غير محمّلة</numerusform>
            <numerusform>%Ln رسالة غير محمّلة</numerusform>
            <numerusform>%Ln رسالة غير محمّلة</numerusform>
        </translation>
    </message>
    <message>
        <source>complete</source>
        <translation>مكتملة</translation>
    </message>
    <message>
        <source>Shows who has read</source>
        <translation>تُظهر من قرأ</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>How many belong to a large room, and how many are there: &quot;1,204 members, 310 online&quot;</extracomment>
        <translation>%1، %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln members</source>
        <translation>
            <numerusform>لا أعضاء</numerusform>
            <numerusform>عضو واحد</numerusform>
            <numerusform>عضوان</numerusform>
            <numerusform>%Ln أعضاء</numerusform>
            <numerusform>%Ln عضوًا</numerusform>
            <numerusform>%Ln عضو</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::RoomOrder</name>
    <message numerus="yes">
        <source>%1, %Ln unread</source>
        <extracomment>A room in the list, for screen readers: its title and how many lines are unread</extracomment>
        <translation>
            <numerusform>%1، لا رسائل غير مقروءة</numerusform>
            <numerusform>%1، رسالة واحدة غير مقروءة</numerusform>
            <numerusform>%1، رسالتان غير مقروءتين</numerusform>
            <numerusform>%1، %Ln رسائل غير مقروءة</numerusform>
            <numerusform>%1، %Ln رسالة غير مقروءة</numerusform>
            <numerusform>%1، %Ln رسالة غير مقروءة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::RoomPage</name>
    <message>
        <source>Good to see you</source>
        <translation>سعداء برؤيتك</translation>
    </message>
    <message>
        <source>Choose a room on the side, or make a new one.</source>
        <translation>اختر غرفة من الجانب أو أنشئ غرفة جديدة.</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>لحظة من فضلك …</translation>
    </message>
    <message>
        <source>It is quiet here</source>
        <translation>المكان هادئ هنا</translation>
    </message>
    <message>
        <source>The messages of this room are on their way.</source>
        <translation>رسائل هذه الغرفة في الطريق.</translation>
    </message>
    <message>
        <source>Nobody has said anything yet. Be the first!</source>
        <translation>لم يقل أحد شيئًا بعد. كن الأول!</translation>
    </message>
</context>
<context>
    <name>chat::RoomsPane</name>
    <message>
        <source>New room</source>
        <translation>غرفة جديدة</translation>
    </message>
    <message>
        <source>Find a room</source>
        <translation>البحث عن غرفة</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>الغرف</translation>
    </message>
</context>
<context>
    <name>chat::ServerDelegate</name>
    <message>
        <source>%1  ·  %2</source>
        <extracomment>A server nearby: how many people are online, its address</extracomment>
        <translation>%1  ·  %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln online</source>
        <translation>
            <numerusform>لا أحد متصل</numerusform>
            <numerusform>شخص واحد متصل</numerusform>
            <numerusform>شخصان متصلان</numerusform>
            <numerusform>%Ln أشخاص متصلون</numerusform>
            <numerusform>%Ln شخصًا متصلًا</numerusform>
            <numerusform>%Ln شخص متصل</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat::SessionRow</name>
    <message>
        <source>Unknown device</source>
        <translation>جهاز غير معروف</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>تسجيل الخروج</translation>
    </message>
    <message>
        <source>End</source>
        <translation>إنهاء</translation>
    </message>
    <message>
        <source>End %1</source>
        <extracomment>For screen readers: a button; %1 is the name of a device</extracomment>
        <translation>إنهاء %1</translation>
    </message>
    <message>
        <source>since %1</source>
        <extracomment>When a device was signed in</extracomment>
        <translation>منذ %1</translation>
    </message>
    <message>
        <source>last used %1</source>
        <translation>آخر استخدام %1</translation>
    </message>
    <message>
        <source>online</source>
        <translation>متصل</translation>
    </message>
    <message>
        <source>this device</source>
        <translation>هذا الجهاز</translation>
    </message>
</context>
<context>
    <name>chat::SessionsDialog</name>
    <message>
        <source>Your devices</source>
        <translation>أجهزتك</translation>
    </message>
    <message>
        <source>Here you are signed in. End what you do not know.</source>
        <translation>أنت مسجَّل الدخول هنا. أنهِ ما لا تعرفه.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Only this device knows you. Protect your name with a password first, or nobody could be you again.</source>
        <translation>هذا الجهاز وحده يعرفك. احمِ اسمك بكلمة مرور أولًا، وإلا لن يستطيع أحد أن يكون أنت مجددًا.</translation>
    </message>
    <message>
        <source>End session</source>
        <translation>إنهاء الجلسة</translation>
    </message>
    <message>
        <source>Sign out on this device? To come back, you need your password.</source>
        <translation>تسجيل الخروج من هذا الجهاز؟ تحتاج إلى كلمة مرورك للعودة.</translation>
    </message>
    <message>
        <source>End the session of %1? It is signed out at once.</source>
        <translation>إنهاء جلسة %1؟ يُسجَّل خروجه فورًا.</translation>
    </message>
    <message>
        <source>an unknown device</source>
        <translation>جهاز غير معروف</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>تسجيل الخروج</translation>
    </message>
    <message>
        <source>End</source>
        <translation>إنهاء</translation>
    </message>
</context>
<context>
    <name>chat::SignInPanel</name>
    <message>
        <source>I have an account</source>
        <translation>لدي حساب</translation>
    </message>
    <message>
        <source>New here? Make an account</source>
        <translation>جديد هنا؟ أنشئ حسابًا</translation>
    </message>
</context>
<context>
    <name>chat::StoreTrouble</name>
    <message>
        <source>Messages and drafts that waited on this computer can not be read, because their file is damaged. What is left of them is in %1</source>
        <translation>تعذّرت قراءة الرسائل والمسودات التي كانت تنتظر على هذا الحاسوب لأن ملفها تالف. ما تبقّى منها في %1</translation>
    </message>
    <message>
        <source>Nothing can be kept on this computer at the moment. What you write is sent as usual, but what still waits when you close the window is lost. Is the disk full?</source>
        <translation>لا يمكن حفظ أي شيء على هذا الحاسوب حاليًا. يُرسل ما تكتبه كالمعتاد، لكن ما يبقى في الانتظار عند إغلاق النافذة يضيع. هل القرص ممتلئ؟</translation>
    </message>
</context>
<context>
    <name>chat::TimeText</name>
    <message>
        <source>Today</source>
        <translation>اليوم</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>أمس</translation>
    </message>
</context>
<context>
    <name>chat::TimelineView</name>
    <message>
        <source>Messages</source>
        <translation>الرسائل</translation>
    </message>
    <message>
        <source>Jump to the newest message</source>
        <translation>الانتقال إلى أحدث رسالة</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
</context>
<context>
    <name>chat::TypingBar</name>
    <message>
        <source>%1 is typing</source>
        <translation>%1 يكتب</translation>
    </message>
    <message>
        <source>%1 and %2 are typing</source>
        <translation>%1 و%2 يكتبان</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2 and %Ln others are typing</source>
        <translation>
            <numerusform>%1 و%2 يكتبان</numerusform>
            <numerusform>%1 و%2 وشخص آخر يكتبون</numerusform>
            <numerusform>%1 و%2 وشخصان آخران يكتبون</numerusform>
            <numerusform>%1 و%2 و%Ln آخرين يكتبون</numerusform>
            <numerusform>%1 و%2 و%Ln آخرين يكتبون</numerusform>
            <numerusform>%1 و%2 و%Ln آخرين يكتبون</numerusform>
        </translation>
    </message>
</context>
</TS>
