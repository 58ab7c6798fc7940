"""Iran. Vowels are not written, so the Latin forms stand beside the Persian ones."""

from twinset.generator.countries.base import Country

COUNTRY = Country(
    code="fa",
    spellings="ایران:Iran IR جمهوری_اسلامی_ایران",
    male="""
محمد:Mohammad علی:Ali حسین:Hossein رضا:Reza مهدی:Mehdi حسن:Hassan امیر:Amir احمد:Ahmad
محمدرضا:Mohammadreza علیرضا:Alireza عباس:Abbas ابوالفضل:Abolfazl سعید:Saeed مجید:Majid حمید:Hamid
محسن:Mohsen مصطفی:Mostafa امیرحسین:Amirhossein محمود:Mahmoud اکبر:Akbar اصغر:Asghar جواد:Javad
ابراهیم:Ebrahim یوسف:Yousef کاظم:Kazem ناصر:Naser مسعود:Masoud بهروز:Behrouz فرهاد:Farhad
داریوش:Dariush کوروش:Kourosh آرش:Arash بابک:Babak بهرام:Bahram پیمان:Peyman شهرام:Shahram
کامران:Kamran کیوان:Keyvan سیاوش:Siavash سهراب:Sohrab رامین:Ramin نیما:Nima پویا:Pouya
آرمان:Arman امید:Omid ایمان:Iman وحید:Vahid حامد:Hamed میلاد:Milad سینا:Sina پارسا:Parsa
آریا:Arya مانی:Mani فرزاد:Farzad بهزاد:Behzad هادی:Hadi صادق:Sadegh جعفر:Jafar قاسم:Ghasem
رسول:Rasoul یاسر:Yaser میثم:Meysam منصور:Mansour هوشنگ:Houshang جمشید:Jamshid خسرو:Khosrow
""",
    female="""
فاطمه:Fatemeh زهرا:Zahra مریم:Maryam معصومه:Masoumeh سکینه:Sakineh زینب:Zeynab رقیه:Roghayeh
خدیجه:Khadijeh لیلا:Leila مهسا:Mahsa نرگس:Narges سارا:Sara الهام:Elham نازنین:Nazanin
فرزانه:Farzaneh اعظم:Azam طاهره:Tahereh صدیقه:Sedigheh اکرم:Akram شهلا:Shahla پروین:Parvin
مینا:Mina نسرین:Nasrin شیرین:Shirin نگار:Negar نیلوفر:Niloufar ندا:Neda سمیرا:Samira
سمیه:Somayeh راضیه:Razieh مرضیه:Marzieh محبوبه:Mahboubeh منیره:Monireh ناهید:Nahid مهناز:Mahnaz
فرشته:Fereshteh آزاده:Azadeh بهاره:Bahareh پریسا:Parisa شادی:Shadi هانیه:Hanieh ریحانه:Reyhaneh
کیمیا:Kimia آتنا:Atena یگانه:Yeganeh ستاره:Setareh پرستو:Parastoo مژگان:Mozhgan شبنم:Shabnam
رویا:Roya سحر:Sahar یاسمن:Yasaman غزل:Ghazal هدیه:Hedieh ژاله:Zhaleh گلناز:Golnaz
""",
    surnames="""
محمدی:Mohammadi حسینی:Hosseini احمدی:Ahmadi رضایی:Rezaei مرادی:Moradi حیدری:Heydari کریمی:Karimi
جعفری:Jafari رحیمی:Rahimi موسوی:Mousavi قاسمی:Ghasemi صادقی:Sadeghi ابراهیمی:Ebrahimi
اکبری:Akbari هاشمی:Hashemi رستمی:Rostami نوری:Nouri علیزاده:Alizadeh باقری:Bagheri
سلیمانی:Soleimani نظری:Nazari امینی:Amini میرزایی:Mirzaei طاهری:Taheri عباسی:Abbasi
یوسفی:Yousefi صالحی:Salehi محمودی:Mahmoudi اسدی:Asadi شریفی:Sharifi زارعی:Zarei خانی:Khani
رجبی:Rajabi قربانی:Ghorbani کاظمی:Kazemi ملکی:Maleki فرهادی:Farhadi شجاعی:Shojaei تهرانی:Tehrani
اصفهانی:Esfahani شیرازی:Shirazi تبریزی:Tabrizi کرمانی:Kermani یزدی:Yazdi گیلانی:Gilani
خراسانی:Khorasani نجفی:Najafi فتحی:Fathi جلالی:Jalali کمالی:Kamali بهرامی:Bahrami
پارسا:Parsa داوودی:Davoudi دهقان:Dehghan زمانی:Zamani سعیدی:Saeedi شاه‌محمدی:Shahmohammadi
صفری:Safari عزیزی:Azizi غلامی:Gholami فلاحی:Fallahi قنبری:Ghanbari منصوری:Mansouri
مهدوی:Mahdavi نعمتی:Nemati وکیلی:Vakili یعقوبی:Yaghoubi حسن‌زاده:Hassanzadeh تقوی:Taghavi
توکلی:Tavakoli ثابتی:Sabeti خسروی:Khosravi رنجبر:Ranjbar سهرابی:Sohrabi شفیعی:Shafiei
عسگری:Asgari فروغی:Foroughi کیانی:Kiani گودرزی:Goudarzi لطفی:Lotfi نیکنام:Niknam همتی:Hemmati
""",
    nicknames="محمدرضا:محمد,رضا علیرضا:علی,رضا امیرحسین:امیر,حسین نیلوفر:نیلو فاطمه:فاطی "
    "نازنین:نازی "
    "ریحانه:ری‌ری فرزانه:فری مصطفی:مصی ابوالفضل:ابی",
    cities="""
تهران:Tehran|تهران:Tehran|11|21
تهران:Tehran|تهران:Tehran|15|21
مشهد:Mashhad|خراسان رضوی:Razavi Khorasan|91|51
اصفهان:Isfahan|اصفهان:Isfahan|81|31
کرج:Karaj|البرز:Alborz|31|26
شیراز:Shiraz|فارس:Fars|71|71
تبریز:Tabriz|آذربایجان شرقی:East Azerbaijan|51|41
قم:Qom|قم:Qom|37|25
اهواز:Ahvaz|خوزستان:Khuzestan|61|61
کرمانشاه:Kermanshah|کرمانشاه:Kermanshah|67|83
ارومیه:Urmia|آذربایجان غربی:West Azerbaijan|57|44
رشت:Rasht|گیلان:Gilan|41|13
زاهدان:Zahedan|سیستان و بلوچستان:Sistan and Baluchestan|98|54
همدان:Hamadan|همدان:Hamadan|65|81
کرمان:Kerman|کرمان:Kerman|76|34
یزد:Yazd|یزد:Yazd|89|35
اردبیل:Ardabil|اردبیل:Ardabil|56|45
بندرعباس:Bandar Abbas|هرمزگان:Hormozgan|79|76
اراک:Arak|مرکزی:Markazi|38|86
قزوین:Qazvin|قزوین:Qazvin|34|28
زنجان:Zanjan|زنجان:Zanjan|45|24
ساری:Sari|مازندران:Mazandaran|48|11
گرگان:Gorgan|گلستان:Golestan|49|17
""",
    streets="""
ولیعصر:Valiasr آزادی:Azadi انقلاب:Enghelab امام_خمینی:Emam_Khomeini شریعتی:Shariati بهشتی:Beheshti
مطهری:Motahari طالقانی:Taleghani فردوسی:Ferdowsi حافظ:Hafez سعدی:Saadi مولوی:Molavi جمهوری:Jomhouri
کشاورز:Keshavarz میرداماد:Mirdamad پاسداران:Pasdaran فاطمی:Fatemi کارگر:Kargar بهار:Bahar
گلستان:Golestan
لاله:Laleh نیلوفر:Niloufar یاس:Yas نرگس:Narges سرو:Sarv چنار:Chenar بوستان:Boustan دانشگاه:Daneshgah
مدرس:Modarres همت:Hemmat چمران:Chamran رجایی:Rajaei باهنر:Bahonar صدر:Sadr نواب:Navvab خیام:Khayyam
ابن_سینا:Ebn_Sina رازی:Razi فارابی:Farabi شهدا:Shohada وحدت:Vahdat استقلال:Esteghlal معلم:Moallem
""",
    street_types="خیابان:خ.,خ بلوار:ب. کوچه:ک. میدان:م.",
    street_form="t s, n",
    postcode_tail="########",
    phone="+98|0|10|4",
    mobiles="912 913 914 915 916 917 918 919 910 911 935 936 937 938 939 933 901 902 903 905 920 "
    "921 922",
    providers="gmail.com:60 yahoo.com:30 hotmail.com:4 chmail.ir:3 outlook.com:3",
    tld="ir",
    legal="سهامی_خاص:با_مسئولیت_محدود,(سهامی_خاص) سهامی_عام:(سهامی_عام)",
    trades="""
صنعت:Sanat تجارت:Tejarat بازرگانی:Bazargani ساختمان:Sakhteman رایانه:Rayaneh دارو:Darou
حمل_و_نقل:Haml_o_Naghl مشاوران:Moshaveran انرژی:Enerzhi فناوری:Fanavari غذا:Ghaza خودرو:Khodro
""",
    jobs="""
مدیرعامل مدیر_فروش مدیر_مالی حسابدار مهندس پزشک معلم کارشناس وکیل برنامه‌نویس مشاور کارمند تکنسین
طراح مدیر_پروژه بازاریاب
""",
    titles=("آقای", "خانم"),
    genders=("مرد", "زن"),
    date_order="jalali",
    date_separator="/",
    numerals="۰۱۲۳۴۵۶۷۸۹",
    letters=(("ی", "ي"), ("ک", "ك")),
    family_word="family",
)
